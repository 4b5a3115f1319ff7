internal import Messaging

/// Where a message stands in time: its second, and its rank within that second in the lowest 20 bits.
///
/// Message ids are places too, given when a message is first seen. So the newest rows are those with the greatest ids,
/// whatever order they arrived in, and the full-text index, which knows ids only, can answer newest first.
enum TimePlace {
    static let bits: Int64 = 20
    /// The rank the first message of a second gets: in the middle, so that others fit before and after.
    static let middle: Int64 = 1 << 19

    /// The first place of the second of `instant`. Seconds that no message can have are moved to the nearest that one
    /// can.
    static func floor(_ instant: Instant) -> Int64 {
        min(max(instant.seconds, 1), 1 << 40) << bits
    }

    static func second(_ place: Int64) -> Int64 { place >> bits }

    static func instant(_ place: Int64) -> Instant { Instant(seconds: second(place)) }
}
