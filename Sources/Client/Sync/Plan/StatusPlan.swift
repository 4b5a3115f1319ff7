package import Messaging

/// When to ask for the state of one of our messages again.
///
/// States move by themselves and carriers often stay silent, so the gaps grow, and a message that is merely `sent` is
/// left alone after three days. A message that is final but has no price yet is asked for twice more, because the
/// remote bills later than it delivers.
package struct StatusPlan: Hashable, Sendable {
    package let pace: SyncPace

    package init(pace: SyncPace) { self.pace = pace }

    /// The moment of the next look, or `nil` when nothing more is to be learnt.
    ///
    /// `looks` counts the looks since the state last changed between on its way and final. `at` is the moment of
    /// the last one, or the moment the message became known.
    package func next(
        status: DeliveryState, isPriced: Bool, createdAt: Instant, looks: Int, at: Instant
    ) -> Instant? {
        let isOver = status.isFinal || (status == .sent && at - createdAt >= pace.sentIsFinalAfter)
        guard isOver else {
            return at + pace.statusGap(after: looks)
        }
        guard !isPriced, looks < pace.priceGaps.count else { return nil }
        return at + pace.priceGaps[looks]
    }
}

extension SyncPace {
    /// The gap before the look that follows `looks` others.
    package func statusGap(after looks: Int) -> Duration {
        statusGaps.isEmpty ? .seconds(86_400) : statusGaps[min(max(looks, 0), statusGaps.count - 1)]
    }
}
