import LocalStore
import Messaging
import Sync
import TestSupport
import Testing

@Suite("Fetching history behind the screen")
struct BackfillPlanTests {
    private let fresh = ListCursor(number: People.desk, side: .to)

    private func message(_ sid: String, back: Int64) -> RemoteMessage {
        RemoteMessage(
            externalID: sid, direction: .inbound, ourNumber: People.desk, peer: .number(People.ana), body: "hello",
            status: .received, createdAt: start - .seconds(back), sentAt: start - .seconds(back))
    }

    @Test("history begins with the newest page, and goes on where the last page pointed to")
    func pages() {
        let plan = BackfillPlan(limit: nil)

        #expect(plan.next(fresh) == .newest(to: People.desk.e164, from: nil, size: 1000))
        let page = RemotePage(messages: [message("SM1", back: 10), message("SM2", back: 90)], nextPage: "/next")
        let cursor = plan.advanced(fresh, by: page)
        #expect(cursor.oldestAt == start - .seconds(90))
        #expect(plan.next(cursor) == .next("/next"))
        let last = plan.advanced(
            plan.advanced(cursor, by: RemotePage(messages: [], nextPage: nil)), by: page)
        #expect(plan.next(last) == nil)
        #expect(plan.isComplete(last))
        #expect(last.oldestAt == start - .seconds(90))
    }

    @Test("where the place is lost that a page goes on behind, the page before is asked again, then the newest")
    func lost() {
        let plan = BackfillPlan(limit: nil, pageSize: 2)
        let (one, nothing) = ([message("SM1", back: 10), message("SM2", back: 90)], RemotePage(messages: []))
        var cursor = plan.advanced(fresh, by: RemotePage(messages: one, nextPage: "/a"))
        cursor = plan.advanced(cursor, by: RemotePage(messages: one, nextPage: "/b"))

        let back = plan.advanced(cursor, by: nothing)
        #expect(plan.next(back) == .next("/a"))
        #expect(!plan.isComplete(back))
        let elsewhere = plan.advanced(back, by: RemotePage(messages: one, nextPage: "/c"))
        #expect(plan.next(elsewhere) == .next("/c"))
        let farther = plan.advanced(back, by: nothing)
        #expect(plan.next(farther) == .newest(to: People.desk.e164, from: nil, size: 2))
        #expect(plan.isComplete(plan.advanced(back, by: RemotePage(messages: one, nextPage: "/b"))))
    }

    @Test("the other list of a number asks by sender")
    func sides() {
        let outbound = ListCursor(number: People.desk, side: .from)

        #expect(
            BackfillPlan(limit: nil, pageSize: 7).next(outbound)
                == .newest(to: nil, from: People.desk.e164, size: 7))
    }

    @Test("history ends at the day that the settings name, and goes on when they name an earlier one")
    func limit() {
        let cursor = BackfillPlan(limit: nil)
            .advanced(fresh, by: RemotePage(messages: [message("SM1", back: 1000)], nextPage: "/next"))

        #expect(BackfillPlan(limit: start - .seconds(999)).isComplete(cursor))
        #expect(BackfillPlan(limit: start - .seconds(2000)).next(cursor) == .next("/next"))
    }

    @Test("a place that the remote no longer takes is given up for the newest page")
    func refused() {
        let plan = BackfillPlan(limit: nil)
        let cursor = plan.advanced(
            fresh, by: RemotePage(messages: [message("SM1", back: 50)], nextPage: "/stale"))

        let restarted = plan.restarted(cursor)

        #expect(plan.next(restarted) == .newest(to: People.desk.e164, from: nil, size: 1000))
        #expect(restarted.oldestAt == start - .seconds(50))
    }

    @Test("a list that leads in a circle or is refused again and again rests")
    func stalled() {
        var stalled = StalledHistory()
        var cursor = fresh
        cursor.nextPage = "/a"

        let before = stalled.hasStored(cursor)
        stalled.noteStored(cursor)
        let after = stalled.hasStored(cursor)
        for _ in 0..<3 { stalled.startOver(cursor, now: start, rest: .seconds(300)) }

        #expect(!before && after)
        #expect(!stalled.hasStored(cursor))
        #expect(stalled.restsUntil(cursor) == start + .seconds(300))
        #expect(stalled.restsUntil(ListCursor(number: People.desk, side: .from)) == nil)
    }
}
