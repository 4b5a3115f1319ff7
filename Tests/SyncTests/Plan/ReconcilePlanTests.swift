import Messaging
import Sync
import Testing

@Suite("Looking for a message whose answer was lost")
struct ReconcilePlanTests {
    private let plan = ReconcilePlan(pace: .standard)

    @Test("the looks come 5 s, 30 s, 2 min and 10 min after the attempt; only the last may call it absent")
    func looks() {
        var moments: [Int64] = []
        var at = plan.first(attempt: start, now: start)
        var verdict = ReconcilePlan.Verdict.again(at: at)
        while case .again(let next) = verdict, moments.count < 10 {
            at = next
            moments.append((at - start).inMilliseconds / 1000)
            verdict = plan.verdict(attempt: start, now: at)
        }

        #expect(moments == [5, 30, 120, 600])
        #expect(verdict == .absent)
    }

    @Test("a look that was missed is not made up for: the next one that is due decides")
    func missed() {
        #expect(plan.verdict(attempt: start, now: start + .seconds(200)) == .again(at: start + .seconds(600)))
        #expect(plan.verdict(attempt: start, now: start + .seconds(86_400)) == .absent)
    }

    @Test("a row found after a crash long ago is looked for at once")
    func crash() {
        let later = start + .seconds(86_400)

        #expect(plan.first(attempt: start, now: later) == later)
    }

    @Test("an attempt dated in the future is still looked for within ten minutes")
    func wrongClock() {
        let attempt = start + .seconds(86_400)

        #expect(plan.verdict(attempt: attempt, now: start) == .again(at: start + .seconds(600)))
    }

    @Test("a minute before the attempt is read too, as the clocks may differ")
    func horizon() {
        #expect(plan.horizon(attempt: start) == start - .seconds(60))
    }
}
