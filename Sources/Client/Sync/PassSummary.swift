/// What one full pass did.
package struct PassSummary: Hashable, Sendable {
    /// Messages that were handed over.
    package var sent = 0
    /// Messages of which nobody knows yet whether they left.
    package var unknown = 0
    package var inserted = 0
    package var changed = 0
    /// Whether history is here to its end, or to the day that the settings name.
    package var isComplete = false

    package init() {}
}
