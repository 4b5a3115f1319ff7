package import Messaging

/// When to ask for the state of one of our messages again.
///
/// States move by themselves and carriers often stay silent, so the gaps grow, and a message that is merely `sent` is
/// left alone after three days. A message that is final but has no price yet is asked for twice more, because the
/// remote bills later than it delivers.
package struct StatusPlan: Hashable, Sendable {
    package let pace: SyncPace

    package init(pace: SyncPace) { self.pace = pace }

    /// The moment of the first look at a message that became known at `now`, and the number of looks that its age
    /// stands for: what was sent yesterday is not asked for as if it had been sent just now. `nil` when nothing is to
    /// be learnt.
    ///
    /// Ages are counted from `handedOverAt` while the message is on its way and from `changedAt` when it is final; all
    /// moments are by one clock.
    package func first(
        status: DeliveryState, isPriced: Bool, handedOverAt: Instant, changedAt: Instant, now: Instant
    ) -> (looks: Int, at: Instant)? {
        if status.isFinal ? isPriced : isLastWord(status, handedOverAt, now) { return nil }
        let gaps = status.isFinal ? pace.priceGaps : pace.statusGaps
        var moment = status.isFinal ? changedAt : handedOverAt
        for (looks, gap) in gaps.enumerated() {
            moment = moment + gap
            if moment > now { return (looks, moment) }
        }
        return status.isFinal ? nil : (gaps.count, now + pace.statusGap(after: gaps.count))
    }

    /// The moment of the next look, or `nil` when nothing more is to be learnt.
    ///
    /// `looks` counts the looks since the state last changed between on its way and final. `at` is the moment of
    /// the last one.
    package func next(
        status: DeliveryState, isPriced: Bool, handedOverAt: Instant, looks: Int, at: Instant
    ) -> Instant? {
        guard status.isFinal || isLastWord(status, handedOverAt, at) else {
            return at + pace.statusGap(after: looks)
        }
        guard !isPriced, looks < pace.priceGaps.count else { return nil }
        return at + pace.priceGaps[looks]
    }

    private func isLastWord(_ status: DeliveryState, _ handedOverAt: Instant, _ now: Instant) -> Bool {
        status == .sent && now - handedOverAt >= pace.sentIsFinalAfter
    }
}

extension SyncPace {
    /// The wait after the `failures`-th failure in a row of something that alone cannot be had.
    package func setbackGap(after failures: Int) -> Duration {
        setbackGaps.isEmpty ? .seconds(3600) : setbackGaps[min(max(failures, 1), setbackGaps.count) - 1]
    }

    /// The gap before the look that follows `looks` others.
    package func statusGap(after looks: Int) -> Duration {
        statusGaps.isEmpty ? .seconds(86_400) : statusGaps[min(max(looks, 0), statusGaps.count - 1)]
    }
}
