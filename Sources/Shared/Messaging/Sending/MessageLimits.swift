/// What one message may carry, wherever it is written.
package enum MessageLimits {
    /// The longest text. Twilio says "characters" and counts some glyphs as several, so it is counted in UTF-16 units.
    package static let units = 1600
    package static let attachments = 10

    /// How much of `units` a text takes.
    package static func units(of text: String) -> Int { text.utf16.count }
}
