/// The local time of a place: from when on its clocks are how many seconds east of UTC.
///
/// A value that is handed in, because nothing below the programs may ask the system for its zone.
package struct Zone: Hashable, Sendable {
    /// One stretch of time with the same offset.
    package struct Change: Hashable, Sendable {
        package let from: Instant
        package let seconds: Int
    }

    /// In the order of time.
    package let changes: [Change]

    package static let utc = Zone(offsets: [])

    /// The offset before the first change is that of the first; without any the zone is UTC.
    package init(offsets: [(from: Instant, seconds: Int)]) {
        changes = offsets.map { Change(from: $0.from, seconds: $0.seconds) }.sorted { $0.from < $1.from }
    }

    /// Seconds east of UTC at `instant`.
    package func offset(at instant: Instant) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].from <= instant { low = middle + 1 } else { high = middle }
        }
        return changes.isEmpty ? 0 : changes[max(0, low - 1)].seconds
    }

    /// What a calendar and a clock on the wall show at `instant`.
    package func calendar(_ instant: Instant) -> CalendarTime {
        CalendarTime(instant, offset: offset(at: instant))
    }

    /// The instant at which the clock on the wall shows `time`: the earlier of two in the hour that is lived twice;
    /// in the hour that is left out, as though the clock had not been put forward yet.
    package func instant(of time: CalendarTime) -> Instant {
        let (before, after) = (
            offset(at: Instant(time) - .seconds(86_400)), offset(at: Instant(time) + .seconds(86_400))
        )
        let early = Instant(time, offset: before)
        if calendar(early) == time { return early }
        let late = Instant(time, offset: after)
        return calendar(late) == time ? late : early
    }
}
