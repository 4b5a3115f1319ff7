import Messaging
import Testing

@Suite("Points in time")
struct InstantTests {
    @Test(
        "RFC 3339 is read with any offset and fraction",
        arguments: [
            ("2026-11-23T14:02:30Z", 1_795_442_550_000), ("2026-11-23t14:02:30z", 1_795_442_550_000),
            ("2026-11-23 16:02:30.25+02:00", 1_795_442_550_250), ("1969-12-31T23:59:59.999Z", -1),
            ("2024-02-29T00:00:00-05:30", 1_709_184_600_000), ("1970-01-01T00:00:00.123456789Z", 123),
        ] as [(String, Int64)])
    func reading(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(
        "What is no RFC 3339 is no instant",
        arguments: [
            "", "2026-11-23", "2026-11-23T14:02:30", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-11-23T24:00:00Z", "2026-11-23T14:02:30.Z", "2026-11-23T14:02:30+2:00", "2026-11-23T14:02:30Zx",
            "٢٠٢٦-11-23T14:02:30Z", "+026-11-23T14:02:30Z",
        ])
    func nonsense(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("Every day of four centuries comes back from the calendar as it went in")
    func calendar() {
        for day in stride(from: Int64(-90_000), through: 60_000, by: 1) {
            let instant = Instant(seconds: day * 86_400 + 3_661)
            let time = CalendarTime(instant)
            if time.dayNumber != day || Instant(time) != instant || !time.isValid {
                Issue.record("day \(day) became \(time)")
            }
        }
    }

    @Test("The weekday is right on both sides of 1970")
    func weekday() {
        #expect(CalendarTime(year: 2026, month: 11, day: 23).weekday == 1)
        #expect(CalendarTime(year: 1969, month: 12, day: 28).weekday == 0)
    }

    @Test("A clock east of Greenwich shows the next day first")
    func offset() {
        let instant = Instant(seconds: 86_399)

        #expect(CalendarTime(instant, offset: 3_600).day == 2)
        #expect(instant.rfc3339 == "1970-01-01T23:59:59Z")
        #expect(Instant(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59Z")
    }

    @Test("Spans are added and measured to the millisecond")
    func spans() {
        let instant = Instant(seconds: 10)

        #expect((instant + .milliseconds(1_500)).milliseconds == 11_500)
        #expect(instant - Instant(seconds: 4) == .seconds(6))
        #expect(instant - .seconds(11) < Instant(seconds: 0))
    }

    private static let endsOfTime = [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max].map(Instant.init(milliseconds:))

    @Test("Arithmetic on any two moments stops at the ends of time", arguments: endsOfTime, endsOfTime)
    func extremes(one: Instant, other: Instant) {
        let (first, second) = (Int128(one.milliseconds), Int128(other.milliseconds))
        let span = Duration.milliseconds(other.milliseconds)

        #expect(one - other == .milliseconds(Int64(clamping: first - second)))
        #expect((one + span).milliseconds == Int64(clamping: first + second))
        #expect((one - span).milliseconds == Int64(clamping: first - second))
        #expect(Instant(seconds: one.milliseconds).milliseconds == Int64(clamping: first * 1000))
        #expect((one + .seconds(Int64.max)).milliseconds == Int64(clamping: first + Int128(Int64.max)))
    }

    @Test("A moment at the end of time can still be written", arguments: endsOfTime)
    func writing(moment: Instant) {
        #expect(moment.rfc3339.hasSuffix("Z"))
        #expect(CalendarTime(moment, offset: -3_600).month <= 12)
    }
}
