import Messaging

/// Something a person has to decide before anything else: it takes all keys until it is answered.
package struct Question: Hashable, Sendable {
    /// What an answer does.
    enum Consequence: Hashable, Sendable {
        case nothing
        case quit(Effect.Unsent)
        /// Go on, and let what the question about quitting kept back leave after a new undo window.
        case stay
        /// Quit all the same: the drafts that the store did not take are given up.
        case loseDrafts
        /// With the newest message that the question told of.
        case letGo(MessageID, of: LeadID, seenUpTo: MessageID?, Draft?)
        case takeBackToEdit(MessageID)
        /// With the text, so that it can come back.
        case discard(MessageID, of: LeadID, Draft)
        /// The remote's row is this text.
        case acceptCandidate(String, as: MessageID)
        /// None of the remote's rows is this text.
        case sendAgain(MessageRow)
    }

    package struct Answer: Hashable, Sendable {
        /// The letter that gives this answer.
        package let key: Character
        package let label: String
        let consequence: Consequence
    }

    package let text: String
    package let answers: [Answer]
    /// The index of the answer that Enter and Esc give.
    package let safe: Int
    /// Keys pressed before this moment were meant for something else.
    var hearsFrom: Duration
    /// Whether it came by itself, and not by a key.
    var isUninvited = false
    /// Whether it came into a text that was being typed: then no letter answers it before a key that ends the typing.
    package internal(set) var isAsleep = false

    /// What it is about, where a reply was overtaken.
    var overtaken: OvertakenReply?

    /// The message that it asks about, if it is one.
    var message: MessageID? {
        for answer in answers {
            switch answer.consequence {
            case .letGo(let id, _, _, _), .takeBackToEdit(let id), .discard(let id, _, _), .acceptCandidate(_, let id):
                return id
            case .sendAgain(let row): return row.id
            case .nothing, .quit, .stay, .loseDrafts: continue
            }
        }
        return nil
    }

    init(_ text: String, answers: [Answer], safe: Int, hearsFrom: Duration) {
        (self.text, self.answers, self.safe, self.hearsFrom) = (text, answers, safe, hearsFrom)
    }
}

/// A reply that is held for a person, since its lead wrote or was answered meanwhile.
struct OvertakenReply: Hashable, Sendable {
    let id: MessageID
    let lead: LeadID
    let reply: Draft
    /// The last message that has overtaken it, and how many did.
    var by: MessageID
    var count = 1
}
