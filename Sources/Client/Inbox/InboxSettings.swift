package import Drawing
package import Messaging

/// What is the same for a whole session: settings, and facts that only the world outside knows.
package struct InboxSettings: Sendable {
    /// What comes after a reply was sent.
    package enum AfterSend: String, Hashable, Sendable, CaseIterable {
        /// The composer stays open on its lead.
        case write
        /// The focus goes back to where it was.
        case back
        case nextWaiting = "next_waiting"
        case doneNext = "done_next"
    }

    /// The name of the profile, for the title.
    package var profile: String
    package var senders: Senders
    /// How long a reply is held before it leaves.
    package var undoWindow: Duration
    package var afterSend: AfterSend
    package var keyMap: KeyMap
    package var glyphs: GlyphSet
    /// The themes that `:theme` offers.
    package var themes: [String]
    package var zone: Zone
    /// What went wrong with a message, by Twilio's code and the number it was for.
    package var errorWords: @Sendable (_ code: Int, _ recipient: String?) -> ErrorWords?
    /// Whether all of this is invented, and the screen has to say so.
    package var isDemo: Bool
    /// Whether Twilio is simulated on this machine, and may fetch attachments from it.
    package var isSimulated: Bool
    /// What the other end is called, at the beginning of a sentence.
    package var remote = "Twilio"
    /// The same within a sentence.
    package var remoteWithin = "Twilio"
    /// What cannot be done from this profile, each with why.
    package var unable: [Action: String] = [:]

    package init(
        profile: String = "", senders: Senders = Senders(numbers: []), undoWindow: Duration = .seconds(5),
        afterSend: AfterSend = .write, keyMap: KeyMap = .standard, glyphs: GlyphSet, themes: [String] = [],
        zone: Zone = .utc,
        errorWords: @escaping @Sendable (_ code: Int, _ recipient: String?) -> ErrorWords? = { _, _ in nil },
        isDemo: Bool = false, isSimulated: Bool = false
    ) {
        (self.profile, self.senders, self.undoWindow) = (profile, senders, undoWindow)
        (self.afterSend, self.keyMap, self.glyphs) = (afterSend, keyMap, glyphs)
        (self.themes, self.zone, self.errorWords) = (themes, zone, errorWords)
        (self.isDemo, self.isSimulated) = (isDemo, isSimulated)
    }
}

/// An error code in plain words.
package struct ErrorWords: Hashable, Sendable {
    /// What happened, as a sentence without its full stop.
    package var what: String
    /// What a person can do about it, as a sentence.
    package var remedy: String

    package init(what: String, remedy: String) { (self.what, self.remedy) = (what, remedy) }
}

/// Where a person left the inbox, to open it there again.
package struct Place: Hashable, Sendable, Codable {
    /// The row id of the selected lead.
    package var lead: Int64?
    package var order: String
    package var isReversed: Bool
    package var filter: String

    package init(
        lead: Int64? = nil, order: String = LeadQuery.Order.activity.rawValue, isReversed: Bool = false,
        filter: String = ""
    ) {
        (self.lead, self.order, self.isReversed, self.filter) = (lead, order, isReversed, filter)
    }
}
