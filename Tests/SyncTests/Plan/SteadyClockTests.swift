import Messaging
import Sync
import TestSupport
import Testing

@Suite("A clock that nobody sets")
struct SteadyClockTests {
    private func after(_ span: Duration) -> Uptime { Uptime(milliseconds: 0) + span }

    @Test(
        "a clock that was set is seen, goes on as it went until it is followed, and is followed once",
        arguments: [-86_400, -3600, -120, -3, 3, 120, 3600, 86_400])
    func step(seconds: Int) throws {
        var clock = SteadyClock(wall: start, uptime: after(.zero))
        let before = clock.step(wall: start + .seconds(10), uptime: after(.seconds(10)))
        #expect(before == nil)
        let wall = start + .seconds(30 + seconds)

        let found = clock.step(wall: wall, uptime: after(.seconds(30)))
        let step = try #require(found)
        #expect(step.span == .seconds(seconds))
        #expect(step.now == wall)
        #expect(step.after == start + .seconds(10 + seconds))
        #expect(clock.now(after(.seconds(30))) == start + .seconds(30))
        clock.follow(step)

        #expect(clock.now(after(.seconds(31))) == wall + .seconds(1))
        let again = clock.step(wall: wall + .seconds(1), uptime: after(.seconds(31)))
        #expect(again == nil)
    }

    @Test("the little that clocks are kept right by is no step")
    func slew() {
        var clock = SteadyClock(wall: start, uptime: after(.zero))

        for wall in [11_500, 8_500] {
            let step = clock.step(wall: start + .milliseconds(wall), uptime: after(.seconds(10)))
            #expect(step == nil)
        }
    }
}
