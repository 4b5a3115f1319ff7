import Messaging

/// The moments that the inbox itself goes by, when the machine's clock jumps.
extension InboxState {
    /// Takes the time of an input. A clock that was set back takes what is planned along with it: otherwise drafts
    /// would not be saved, and a question would not hear a key, until the lost time has passed again.
    mutating func follow(clock: Instant) {
        let slip = now - clock
        if slip > .zero { shiftMoments(by: .zero - slip) }
        now = clock
    }

    private mutating func shiftMoments(by span: Duration) {
        alarms.shift(by: span)
        lastKeyAt += span
        noticeSince? += span
        keysCountFrom? += span
        countsAskedAt? += span
        waitingAskedAt? += span
        picker?.askedAt? += span
        table.inFlight?.at += span
        conversation.inFlight?.at += span
        conversation.newestSince += span
        question?.hearsFrom += span
        for index in waitingQuestions.indices { waitingQuestions[index].hearsFrom += span }
    }
}

extension Alarms {
    fileprivate mutating func shift(by span: Duration) {
        hint? += span
        draft? += span
        meter? += span
        dwell?.at += span
        media?.at += span
        notice? += span
        release? += span
        typedAhead? += span
        draftsAgain? += span
        engine? += span
    }
}
