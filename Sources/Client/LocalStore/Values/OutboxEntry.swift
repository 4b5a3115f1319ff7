package import Messaging

/// A message of ours that has not been settled yet, with all that sending it needs.
package struct OutboxEntry: Hashable, Sendable, Identifiable {
    package var id: MessageID
    /// What the decision to send it is called everywhere.
    package var intent: IntentID
    package var lead: LeadID
    package var to: PhoneNumber
    /// The number to send from, or `nil` where a messaging service decides.
    package var sender: PhoneNumber?
    /// That service's SID. Rows of earlier versions do not tell it.
    package var service: String?
    package var body: String
    package var mediaURLs: [String]
    package var state: SendState
    /// When a person pressed Enter.
    package var queuedAt: Instant
    /// Until when the row is kept back or waits for its next try. A held row without one waits for a person.
    package var dueAt: Instant?
    /// When the remote is to send it.
    package var sendAt: Instant?
    /// When the last request left, by the remote's clock as well as it was known.
    package var attemptedAt: Instant?
    /// How long that request could have reached the remote, where it took longer than usual to give it up.
    package var lifetime: Duration?
    package var attempts: Int
    /// How often an unknown outcome was looked for, and when to look again.
    package var looks: Int
    package var nextLookAt: Instant?
    /// The newest message of the lead that the person had seen.
    package var seenUpTo: MessageID?
    /// How far the person had seen what was said, as a server counts: by arrival. `nil` where nobody has looked.
    package var seenArrival: Int64?
    package var source: AccountSource
    /// The run of a program that wrote the row.
    package var session = ""
    /// The run that has looked whether a text of an earlier run had left already.
    package var vouchedBy: String?
    /// The newest of the texts before it that it need not wait for while those wait for a person, at a person's word.
    package var passes = MessageID(rawValue: 0)
    /// The run that asks a person about the row, where the one that wrote it is gone.
    package var askedBy: String?

    /// The run whose affair it is to ask a person about the row.
    package var asker: String { askedBy ?? session }

    /// Whether it is being looked whether an earlier run has sent the text; what comes of that is not known yet.
    package var isBeingTakenUp: Bool { state == .unknown && attempts == 0 && looks == 0 }

    /// What the last request is recognised by in the remote's list.
    package var attempt: SendAttempt? {
        attemptedAt.map { at in
            SendAttempt(
                to: to, from: sender.map(SendAttempt.Sender.number) ?? .service(service), body: body,
                mediaCount: mediaURLs.count, at: at, lifetime: lifetime ?? SendAttempt.timeout,
                wasRefused: state == .rejected)
        }
    }

    /// Whether the row waits for a person's word.
    package var waitsForPerson: Bool { state == .held && dueAt == nil }

    /// Whether the row leaves, or is leaving, without a word from anybody.
    package var leavesByItself: Bool {
        switch state {
        case .held: dueAt != nil
        case .pending, .sending: true
        case .scheduled, .unknown, .submitted, .rejected, .absent, .canceled, .blocked: false
        }
    }
}

/// What became of a text that was to be written down under a name.
package enum Queued: Hashable, Sendable {
    /// It is in the outbox, settled or not.
    case here(OutboxEntry)
    /// It was there and is no longer: it has left, or was taken back.
    case gone
}

/// What became of the wish to send a row now.
package enum AttemptStart: Hashable, Sendable {
    /// The attempt is written down; the request may leave.
    case go
    /// The lead opted out. The row is blocked and its text stays in the conversation.
    case blocked
    /// Held back: something to the same number has to be settled before.
    case mustWait
    /// Too old to leave without a word; the row now waits for a person.
    case asks
    /// Taken back, sent or being sent by somebody else, or not of this account.
    case gone
}

/// One message whose state or price is still awaited.
package struct StatusWatch: Hashable, Sendable, Identifiable {
    package var messageID: MessageID
    package var externalID: String
    package var status: DeliveryState
    package var isPriced: Bool
    /// When the remote took the message, or is to send it where that is later.
    package var handedOverAt: Instant
    /// When the remote last changed it.
    package var changedAt: Instant
    /// Looks since the state last changed between on its way and final.
    package var looks: Int
    package var nextLookAt: Instant
    /// Whether nobody has given the watch its first moment yet.
    package var isUnplanned: Bool

    package var id: MessageID { messageID }
}

/// How often the state of a message was asked for, and when to ask again; without a moment the watch ends.
package struct StatusLook: Hashable, Sendable {
    package var messageID: MessageID
    package var looks: Int
    package var nextLookAt: Instant?

    package init(_ messageID: MessageID, looks: Int, nextLookAt: Instant?) {
        (self.messageID, self.looks, self.nextLookAt) = (messageID, looks, nextLookAt)
    }
}
