/// A word by which a lead forbids or allows further messages, as Twilio's default lists have them.
///
/// Twilio acts upon such a message by itself: after a stop word it refuses what we send (error 21610) until a start
/// word comes. The list cannot be asked for, so the mirror keeps its own belief from the words that came in.
package enum OptOutKeyword: Hashable, Sendable {
    case stop, start, help

    /// The keyword that `message` consists of; more than the one word, and it is none.
    package init?(message: String) {
        guard message.utf8.count <= 64 else { return nil }
        var word = Substring(message).utf8
        while let first = word.first, Self.isBlank(first) { word.removeFirst() }
        while let last = word.last, Self.isBlank(last) { word.removeLast() }
        guard word.count <= Self.longest, !word.contains(where: Self.isBlank) else { return nil }
        switch String(decoding: word.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self) {
        case "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ARRET", "ARRETE", "ARRETT":
            self = .stop
        case "START", "YES", "UNSTOP": self = .start
        case "HELP", "INFO": self = .help
        default: return nil
        }
    }

    /// The bytes of the longest keyword, UNSUBSCRIBE.
    private static let longest = 11

    /// Space, tab and the line ends.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
