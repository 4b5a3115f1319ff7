import LocalStore
import Messaging
import Sync
import TestSupport
import Testing

@Suite("What leaves the outbox next")
struct PushPlanTests {
    private let plan = PushPlan(staleAfter: .seconds(900))

    @Test("nothing to do is nothing")
    func empty() {
        #expect(plan.next([], now: start) == nil)
    }

    @Test("a held text waits for the end of its undo window, then it is released")
    func undoWindow() {
        let held = entry(1, .held, due: .seconds(5))

        #expect(plan.next([held], now: start + .seconds(4)) == .rest(until: start + .seconds(5)))
        #expect(plan.next([held], now: start + .seconds(5)) == .work(.endHold(held)))
    }

    @Test("a held text waits for the look at its conversation, and keeps no other number's waiting")
    func unseen() {
        let held = entry(1, to: People.ana, .held, due: .seconds(5))
        let later = entry(2, to: People.ana, .pending)
        let other = entry(3, to: People.bruno, .pending)
        let now = start + .seconds(6)

        #expect(plan.next([held, later, other], unseen: [held.lead], now: now) == .work(.send(other)))
        #expect(plan.next([held, later], unseen: [held.lead], now: now) == nil)
        #expect(plan.next([held], unseen: [held.lead], now: start + .seconds(901)) == .work(.holdForPerson(held)))
    }

    @Test(
        "a text that waits for a person's word is never released, and holds back what was written to its number after it"
    )
    func waitsForPerson() {
        let asked = entry(1, to: People.ana, .held)
        let next = entry(2, to: People.ana, .pending)
        let held = entry(3, to: People.ana, .held, due: .seconds(5))
        let other = entry(4, to: People.bruno, .pending)

        #expect(plan.next([asked], now: start) == nil)
        #expect(plan.next([asked, next, held], now: start + .seconds(6)) == nil)
        #expect(plan.next([asked, next, held, other], now: start) == .work(.send(other)))
    }

    @Test("a text of which a person has said that it is to leave passes what waits for a word, and nothing else")
    func passes() {
        let asked = entry(1, .held)
        let behind = entry(2, .pending)
        var chosen = entry(3, .pending)
        chosen.passes = behind.id
        let later = entry(4, .held)

        #expect(plan.next([asked, behind, chosen], now: start) == .work(.send(chosen)))
        #expect(plan.next([behind, chosen], now: start) == .work(.send(behind)))
        #expect(
            plan.next([entry(1, .pending, due: .seconds(8)), behind, chosen], now: start)
                == .rest(until: start + .seconds(8)))
        #expect(plan.next([entry(1, .unknown, attempted: .zero), chosen], now: start) == nil)
        #expect(plan.next([asked, behind, chosen, later], now: start) == .work(.send(chosen)))
    }

    @Test("an unknown outcome holds back later texts to the same number and to no other")
    func unknownHoldsBack() {
        let unknown = entry(1, to: People.ana, .unknown, attempted: .zero)
        let same = entry(2, to: People.ana, .pending)
        let other = entry(3, to: People.bruno, .pending)

        #expect(plan.next([unknown, same, other], now: start) == .work(.send(other)))
        #expect(plan.next([unknown, same], now: start) == nil)
    }

    @Test("a number that the remote was too busy for waits, and others do not")
    func busyHoldsBack() {
        let busy = entry(1, to: People.ana, .pending, due: .seconds(8))
        let same = entry(2, to: People.ana, .pending)
        let other = entry(3, to: People.bruno, .pending)

        #expect(plan.next([busy, same, other], now: start) == .work(.send(other)))
        #expect(plan.next([busy, same], now: start) == .rest(until: start + .seconds(8)))
        #expect(plan.next([busy, same], now: start + .seconds(8)) == .work(.send(busy)))
    }

    @Test("texts to one number leave in the order they were written, an undo window included")
    func order() {
        let held = entry(1, .held, due: .seconds(5))
        let later = entry(2, .pending)

        #expect(plan.next([held, later], now: start) == .rest(until: start + .seconds(5)))
    }

    @Test("a text whose first attempt comes more than fifteen minutes after Enter is asked about")
    func stale() {
        let pending = entry(1, .pending)
        let held = entry(2, .held, due: .seconds(5))

        #expect(plan.next([pending], now: start + .seconds(900)) == .work(.send(pending)))
        #expect(plan.next([pending], now: start + .seconds(901)) == .work(.holdForPerson(pending)))
        #expect(plan.next([held], now: start + .seconds(8 * 3600)) == .work(.holdForPerson(held)))
    }

    @Test("a text from before the clock was set back is asked about, whatever moment it was held until")
    func clockSetBack() {
        let held = entry(1, .held, due: .seconds(5))
        let retried = entry(2, .pending, due: .seconds(30), queued: .zero)

        #expect(plan.next([held], now: start - .seconds(3600)) == .work(.holdForPerson(held)))
        #expect(plan.next([retried], now: start - .seconds(3600)) == .work(.holdForPerson(retried)))
        #expect(plan.next([held], now: start - .seconds(30)) == .rest(until: start + .seconds(5)))
    }

    @Test("a text that is being sent is not sent again")
    func sending() {
        #expect(plan.next([entry(1, .sending, attempted: .zero)], now: start + .seconds(60)) == nil)
    }
}
