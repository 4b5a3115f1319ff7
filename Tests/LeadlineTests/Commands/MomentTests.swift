import Glibc
import Messaging
import Testing

@testable import leadline

@Suite struct MomentArgumentTests {
    private let now = Instant(rfc3339: "2026-11-23T14:00:00Z") ?? Instant(seconds: 0)
    private let zone = Zone(offsets: [(from: Instant(seconds: 0), seconds: 3600)])

    @Test(
        "A moment is read as RFC 3339 or in local time, and a time that has passed today means tomorrow",
        arguments: [
            ("2026-11-24T09:00:00Z", "2026-11-24T09:00:00Z"), ("2026-11-24 09:00", "2026-11-24T08:00:00Z"),
            ("16:30", "2026-11-23T15:30:00Z"), ("09:00", "2026-11-24T08:00:00Z"),
        ])
    func moment(text: String, expected: String) throws {
        #expect(try MomentArgument.parse(text, now: now, zone: zone).rfc3339 == expected)
    }

    @Test("What is no moment is wrong usage", arguments: ["tomorrow", "25:00", "2026-02-30 09:00", "9:00", ""])
    func noMoment(text: String) {
        #expect(complaint { try MomentArgument.parse(text, now: now, zone: zone) }?.status == .usage)
    }
}

@Suite struct WallClockTests {
    @Test("The zone knows each change of the clocks of this machine")
    func zoneAgreesWithTheSystem() {
        let zone = WallClock.zone(around: Instant(seconds: 1_790_000_000))

        for seconds in stride(from: Int64(1_230_000_000), to: 1_890_000_000, by: 1_234_567) {
            var time = time_t(seconds)
            var local = tm()
            localtime_r(&time, &local)
            #expect(zone.offset(at: Instant(seconds: seconds)) == local.tm_gmtoff)
        }
    }
}
