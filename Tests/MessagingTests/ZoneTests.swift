import Messaging
import Testing

@Suite("Local time of a place")
struct ZoneTests {
    /// New York in 2026, from the summer before.
    private let newYork = Zone(offsets: [
        (Instant(CalendarTime(year: 2026, month: 3, day: 8, hour: 7)), -4 * 3600),
        (Instant(CalendarTime(year: 2025, month: 11, day: 2, hour: 6)), -5 * 3600),
        (Instant(CalendarTime(year: 2026, month: 11, day: 1, hour: 6)), -5 * 3600),
    ])

    @Test("Summer and winter have their own offsets")
    func offsets() {
        #expect(newYork.offset(at: Instant(CalendarTime(year: 2026, month: 7, day: 1))) == -14_400)
        #expect(newYork.offset(at: Instant(CalendarTime(year: 2026, month: 12, day: 1))) == -18_000)
        #expect(newYork.offset(at: Instant(CalendarTime(year: 1999, month: 1, day: 1))) == -18_000)
        #expect(Zone.utc.offset(at: Instant(seconds: 0)) == 0)
    }

    @Test("A time of day finds its instant on both sides of a change, in the doubled and in the missing hour")
    func instants() {
        let noon = CalendarTime(year: 2026, month: 7, day: 1, hour: 12)
        let doubled = CalendarTime(year: 2026, month: 11, day: 1, hour: 1, minute: 30)
        let missing = CalendarTime(year: 2026, month: 3, day: 8, hour: 2, minute: 30)

        #expect(newYork.calendar(newYork.instant(of: noon)) == noon)
        #expect(newYork.instant(of: doubled).rfc3339 == "2026-11-01T05:30:00Z")
        #expect(newYork.instant(of: missing).rfc3339 == "2026-03-08T07:30:00Z")
    }
}
