import Messaging
import TestSupport
import Testing

@testable import Twilio

@Suite("The time at Twilio, by the dates of its answers")
struct ServerClockTests {
    private static let start = Instant(seconds: 1_790_000_000)

    /// A clock that heard, a second apart, how far the server's date is from the truth each time.
    private func clock(_ offsets: [Int64], wall: Int64) -> (sure: Int64?, known: Int64?) {
        var clock = ServerClock()
        let hand = HandClock(Self.start)
        for offset in offsets {
            clock.learn(hand.now + .seconds(offset), at: hand.uptime, wall: hand.now + .seconds(wall))
            hand.advance(.seconds(1))
        }
        func apart(_ time: Instant?) -> Int64? { time.map { ($0 - hand.now).inMilliseconds / 1000 } }
        return (apart(clock.sureTime(hand.uptime)), apart(clock.time(hand.uptime)))
    }

    @Test("One answer that agrees with this machine's clock is enough")
    func agreed() {
        #expect(clock([2], wall: 0) == (2, 2))
        #expect(clock([], wall: 0) == (nil, nil))
    }

    @Test(
        "Where this machine's clock is wrong, answers have to agree",
        arguments: [-86_400, -600, 600, 86_400] as [Int64])
    func wrongWall(_ wall: Int64) {
        #expect(clock([0], wall: wall) == (nil, 0))
        #expect(clock([0, 1], wall: wall) == (1, 1))
        #expect(clock([0, 1, 0], wall: wall) == (0, 0))
    }

    @Test(
        "An answer that something on the way has dated moves nothing",
        arguments: [-86_400, -600, 600, 86_400] as [Int64])
    func oneOff(_ wrong: Int64) {
        #expect(clock([wrong], wall: 0).sure == nil)
        #expect(clock([0, wrong], wall: 0) == (0, 0))
        #expect(clock([0, 0, wrong], wall: 0) == (0, 0))
        #expect(clock([wrong, 0, 0], wall: 7200) == (0, 0))
        #expect(clock([0, wrong, 0, wrong, 0], wall: 7200) == (0, 0))
    }
}
