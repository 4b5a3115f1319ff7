import Drawing
import Messaging

/// What part of which conversation is on the screen.
struct MessagePlace: Hashable, Sendable {
    let lead: LeadID
    let bottom: ConversationState.Bottom
    let newest: MessageID?
    let size: Size
}

/// Which lists of attachments were asked for in this session, and where the eyes rest before more of them are.
struct MediaWatch: Sendable {
    private var asked: Set<MessageID> = []
    /// Of these the list could not be had.
    private var lost: Set<MessageID> = []
    private var sought: MessagePlace?
    private var resting: MessagePlace?

    /// Whether the message has attachments that are not listed and were never asked for.
    func isUnlisted(_ row: MessageRow) -> Bool {
        row.media.count < row.mediaCount && row.externalID != nil && !asked.contains(row.id)
    }

    func isLost(_ message: MessageID) -> Bool { lost.contains(message) }

    /// The list of the message is asked for, or was.
    mutating func ask(_ message: MessageID) { asked.insert(message) }

    mutating func lose(_ message: MessageID) { lost.insert(message) }

    /// The list may be had by now.
    mutating func tryAgain(_ message: MessageID) { lost.remove(message) }

    /// The eyes rest at a place. False where they did so before, or all was asked for there.
    mutating func rest(at place: MessagePlace) -> Bool {
        guard place != sought, place != resting else { return false }
        resting = place
        return true
    }

    mutating func endRest() { resting = nil }

    /// Where the eyes have rested, once.
    mutating func takeRest() -> MessagePlace? {
        defer { resting = nil }
        sought = resting ?? sought
        return resting
    }
}
