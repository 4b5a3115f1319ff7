import LocalStore
import Messaging
import Sync
import Testing

@Suite("Looking for a message whose answer was lost")
struct ReconcilePlanTests {
    private let plan = ReconcilePlan(pace: .standard)

    /// An attempt that was looked for so often, and is to be looked for at a moment.
    private func sought(_ looks: Int, due: Instant?) -> OutboxEntry {
        var entry = entry(1, .unknown, looks: looks)
        entry.nextLookAt = due
        return entry
    }

    @Test("the looks come 5 s, 30 s, 2 min and 10 min after the attempt; only the last may call it absent")
    func looks() {
        var moments: [Int64] = []
        var at = plan.first(attempt: start, now: start)
        var verdict = ReconcilePlan.Verdict.again(at: at)
        while case .again(let next) = verdict, moments.count < 10 {
            at = next
            verdict = plan.verdict(sought(moments.count, due: at), attempt: start, now: at)
            moments.append((at - start).inMilliseconds / 1000)
        }

        #expect(moments == [5, 30, 120, 600])
        #expect(verdict == .absent)
    }

    @Test("a look that was missed is not made up for: the next one that is due decides")
    func missed() {
        let due = start + .seconds(5)
        #expect(
            plan.verdict(sought(0, due: due), attempt: start, now: start + .seconds(200))
                == .again(at: start + .seconds(600)))
        #expect(plan.verdict(sought(0, due: due), attempt: start, now: start + .seconds(86_400)) == .absent)
    }

    @Test("a row found after a crash long ago is looked for at once")
    func crash() {
        let later = start + .seconds(86_400)

        #expect(plan.first(attempt: start, now: later) == later)
        #expect(plan.verdict(sought(0, due: nil), attempt: start, now: later) == .absent)
    }

    @Test("an attempt that a wrong clock has dated long ago is not called absent before ten minutes have passed")
    func datedBack() {
        let attempt = start - .seconds(86_400)
        #expect(
            plan.verdict(sought(0, due: start + .seconds(5)), attempt: attempt, now: start + .seconds(6))
                == .again(at: start + .seconds(30)))
        #expect(
            plan.verdict(sought(3, due: start + .seconds(600)), attempt: attempt, now: start + .seconds(600)) == .absent
        )
    }

    @Test("an attempt dated in the future ends with the last look all the same")
    func datedAhead() {
        let attempt = start + .seconds(86_400)

        #expect(
            plan.verdict(sought(0, due: start + .seconds(5)), attempt: attempt, now: start + .seconds(5))
                == .again(at: start + .seconds(30)))
        #expect(
            plan.verdict(sought(3, due: start + .seconds(600)), attempt: attempt, now: start + .seconds(600)) == .absent
        )
    }
}
