/// A row of the remote's list that may be what became of a text of ours whose answer was lost. A person compares the
/// two: it is that text, or that text is to be sent again.
package struct SendCandidate: Hashable, Sendable, Identifiable {
    /// What the remote calls the row.
    package var externalID: String
    /// The same row in the conversation, where it stands there.
    package var message: MessageID?
    /// The number it left from.
    package var ourNumber: PhoneNumber?
    /// Whom it went to, where that is not whom the text was written to.
    package var recipient: PhoneNumber?
    /// Its text as the remote has it; empty where that was told to forget it.
    package var body: String
    package var mediaCount: Int
    package var status: DeliveryState?
    package var createdAt: Instant

    package init(
        externalID: String, message: MessageID? = nil, ourNumber: PhoneNumber? = nil, recipient: PhoneNumber? = nil,
        body: String, mediaCount: Int = 0,
        status: DeliveryState? = nil, createdAt: Instant
    ) {
        (self.externalID, self.message, self.ourNumber) = (externalID, message, ourNumber)
        self.recipient = recipient
        (self.body, self.mediaCount, self.status, self.createdAt) = (body, mediaCount, status, createdAt)
    }

    package var id: String { externalID }
}

/// What a person has to decide about a text of ours that may have left.
package struct SendDoubt: Hashable, Sendable {
    /// The rows that may be it, the oldest first; never none.
    package var candidates: [SendCandidate]
    /// Whether it was looked for to the end, so that nothing more is to be expected and it may be sent again. That one
    /// of the rows is it can be said before.
    package var wasSought: Bool
    /// Whether it was tried, as far as is known here. One that was not was written in an earlier run, from which the
    /// database may have been put back.
    package var wasTried: Bool

    package init(candidates: [SendCandidate], wasSought: Bool, wasTried: Bool = true) {
        (self.candidates, self.wasSought, self.wasTried) = (candidates, wasSought, wasTried)
    }
}
