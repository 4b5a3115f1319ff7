import LocalStore
import Messaging
import Testing

@Suite("Unread, waiting and failed")
struct AttentionTests {
    @Test("The newest message that did not arrive is found however much was written since")
    func newestFailed() throws {
        let stage = try Stage()
        var refused = Stage.outbound(1, at: 1, "The invoice")
        refused.status = .undelivered
        try stage.take([refused], at: 2)
        try stage.take((2...40).map { Stage.inbound($0, at: Int64($0), "and more") }.reversed(), at: 50)
        let row = try #require(try stage.conversation().first)

        #expect(try stage.store.newestFailed(of: row.leadID) == row.id)
        #expect(try stage.store.newestFailed(of: LeadID(rawValue: 99)) == nil)
    }

    @Test("What was there before the first sync counts as read, and still waits")
    func firstSync() throws {
        let stage = try Stage()

        try stage.take([Stage.inbound(1, at: -100)], at: 0)

        let lead = try #require(try stage.lead())
        #expect(lead.unread == 0)
        #expect(lead.waitingSince == Stage.start - .seconds(100))
    }

    @Test("New messages are unread until they are answered or marked")
    func unread() throws {
        let stage = try Stage()
        try stage.take([], at: 0)
        try stage.take([Stage.inbound(1, at: 10), Stage.inbound(2, at: 20)], at: 20)
        #expect(try stage.lead()?.unread == 2)
        #expect(try stage.store.counts().unreadMessages == 2)

        let lead = try #require(try stage.lead())
        try stage.store.apply(.read(), to: lead.id, now: Stage.start)
        #expect(try stage.lead()?.unread == 0)
        #expect(try stage.store.counts().unreadLeads == 0)
        #expect(try stage.lead()?.waitingSince == Stage.start + .seconds(10))

        try stage.store.apply(.unread, to: lead.id, now: Stage.start)
        #expect(try stage.lead()?.unread == 1)
        #expect(try stage.store.counts().inbound == 2)

        _ = try stage.queue("answer", at: 30)
        #expect(try stage.lead()?.unread == 0)
        #expect(try stage.lead()?.waitingSince == nil)
        #expect(try stage.store.counts().waiting == 0)
    }

    @Test("A reply that did not arrive leaves the lead waiting and marked as failed")
    func failed() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10), Stage.outbound(2, at: 20, status: .sent)])
        #expect(try stage.lead()?.waitingSince == nil)

        try stage.take([Stage.outbound(2, at: 20, status: .undelivered)])

        #expect(try stage.lead()?.waitingSince == Stage.start + .seconds(10))
        #expect(try stage.store.counts().failed == 1)
        #expect(try stage.lead()?.ourTrouble == .failed)
        #expect(try stage.store.counts().waiting == 1)
    }

    @Test("A lead that a person was done with opens again and waits when the answer has not arrived")
    func failedAfterDone() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10), Stage.outbound(2, at: 20, status: .sent)])
        let lead = try #require(try stage.lead()).id
        try stage.store.apply(.state(.closed), to: lead, now: Stage.start + .seconds(30))

        try stage.take([Stage.outbound(2, at: 20, status: .undelivered)], at: 40)

        #expect(try stage.lead()?.state == .open)
        #expect(try stage.lead()?.waitingSince == Stage.start + .seconds(10))
        #expect(try stage.store.next(.waiting) == lead)
    }

    @Test("The failure of an earlier text leaves a lead closed that a later one has answered")
    func earlierFailure() throws {
        let stage = try Stage()
        try stage.take([
            Stage.inbound(1, at: 10), Stage.outbound(2, at: 20, status: .sent),
            Stage.outbound(3, at: 30, status: .sent),
        ])
        let lead = try #require(try stage.lead()).id
        try stage.store.apply(.state(.closed), to: lead, now: Stage.start + .seconds(30))

        try stage.take([Stage.outbound(2, at: 20, status: .undelivered)], at: 40)

        #expect(try stage.lead()?.state == .closed)
    }

    @Test("What became of our last text is told after the lead has written again")
    func troubleStays() throws {
        let stage = try Stage()
        try stage.take([Stage.outbound(1, at: 10, status: .undelivered), Stage.inbound(2, at: 20)])
        #expect(try stage.lead()?.lastMessage?.direction == .inbound)
        #expect(try stage.lead()?.ourTrouble == .failed)

        _ = try stage.queue("again", at: 30, heldFor: .seconds(5))
        try stage.take([Stage.inbound(3, at: 32)])
        #expect(try stage.lead()?.ourTrouble == .held)

        try stage.take([Stage.outbound(4, at: 40)])
        #expect(try stage.lead()?.ourTrouble == .held)
    }

    @Test("STOP and START decide by the last one, in whatever order they arrive")
    func keywords() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(3, at: 30, "START")])
        try stage.take([Stage.inbound(1, at: 10, "Stop ")], as: .backfill)
        #expect(try stage.lead()?.isOptedOut == false)

        try stage.take([Stage.inbound(4, at: 40, "stop")])
        #expect(try stage.lead()?.isOptedOut == true)
    }

    @Test("Who sent STOP does not wait for an answer; START brings back what was not answered")
    func optedOutDoesNotWait() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10, "how much?"), Stage.inbound(2, at: 20, "STOP")])
        #expect(try stage.lead()?.waitingSince == nil)
        #expect(try stage.store.counts().waiting == 0)
        #expect(try stage.store.next(.waiting) == nil)
        #expect(try stage.store.leadWindow(LeadQuery(filter: LeadFilter(parsing: "is:waiting"), limit: 5)).rows.isEmpty)

        try stage.take([Stage.inbound(3, at: 30, "START")])
        let lead = try #require(try stage.lead())
        #expect(lead.waitingSince == Stage.start + .seconds(10))
        #expect(try stage.store.counts().waiting == 1)
        #expect(try stage.store.next(.waiting) == lead.id)

        try stage.store.apply(.blocked(true), to: lead.id, now: Stage.start + .seconds(40))
        #expect(try stage.store.counts().waiting == 0)
    }

    @Test("Who cannot be answered does not wait", arguments: ["72345", "MYBANK", "whatsapp:+15550100100"])
    func unanswerable(_ peer: String) throws {
        let stage = try Stage()

        try stage.take([Stage.inbound(1, from: peer, at: 10)])

        let lead = try #require(try stage.lead(peer))
        #expect(lead.waitingSince == nil)
        #expect(lead.unread == 1)
        try stage.store.apply(.read(), to: lead.id, now: Stage.start)
        #expect(try stage.store.counts().waiting == 0)
        #expect(try stage.store.next(.waiting) == nil)
    }

    @Test("A lead that was done is open again when it writes, but not by what is fetched of earlier days")
    func doneIsReopened() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(2, at: 20)])
        let lead = try #require(try stage.lead())
        try stage.store.apply(.state(.closed), to: lead.id, now: Stage.start + .seconds(30))

        try stage.take([Stage.inbound(1, at: 10)], as: .backfill)
        #expect(try stage.lead()?.state == .closed)

        try stage.take([Stage.inbound(3, at: 40)])
        #expect(try stage.lead()?.state == .open)
    }

    @Test("A lead that is done does not wait, in no count and no list, until it writes again")
    func doneDoesNotWait() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, from: "+15550100101", at: 10), Stage.inbound(2, at: 20)])
        let first = try #require(try stage.lead("+15550100101")), second = try #require(try stage.lead())
        let now = Stage.start + .seconds(30)

        try stage.store.apply(.state(.closed), to: first.id, now: now)
        #expect(try stage.lead("+15550100101")?.waitingSince == nil)
        #expect(try stage.store.counts().waiting == 1)
        #expect(try stage.store.next(.waiting) == second.id)
        #expect(try stage.store.next(.waiting, after: first.id) == second.id)
        let query = LeadQuery(filter: LeadFilter(parsing: "is:waiting"), limit: 5)
        #expect(try stage.store.leadWindow(query).rows.map(\.id) == [second.id])

        try stage.store.apply(.state(.closed), to: second.id, now: now)
        #expect(try stage.store.counts().waiting == 0)
        #expect(try stage.store.next(.waiting) == nil)

        try stage.take([Stage.inbound(3, at: 40)])
        #expect(try stage.lead()?.waitingSince == Stage.start + .seconds(20))
        #expect(try stage.store.next(.waiting) == second.id)
    }

    @Test("A lead whose last word is ours cannot be marked as unread, and the caller is told")
    func nothingToMark() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10), Stage.outbound(2, at: 20)])
        let lead = try #require(try stage.lead())
        #expect(try stage.store.apply(.unread, to: lead.id, now: Stage.start) == nil)
        #expect(try stage.lead()?.unread == 0)

        try stage.take([Stage.inbound(3, at: 30)])
        #expect(try stage.store.apply(.unread, to: lead.id, now: Stage.start) != nil)
        #expect(try stage.lead()?.unread == 1)
    }

    @Test("Who has waited longest comes first")
    func longest() throws {
        let stage = try Stage()
        try stage.take([
            Stage.inbound(1, from: "+15550100101", at: 10), Stage.inbound(2, from: "+15550100102", at: 20),
            Stage.inbound(3, from: "+15550100101", at: 30),
        ])

        let first = try #require(try stage.store.next(.waiting))
        #expect(try stage.store.lead(first)?.address.text == "+15550100101")
        let second = try #require(try stage.store.next(.waiting, after: first))
        #expect(try stage.store.lead(second)?.address.text == "+15550100102")
        #expect(try stage.store.next(.waiting, after: second, backwards: true) == first)
    }

    @Test("After an answer in the middle of the queue comes the next one, whether the answer is stored by then or not")
    func nextOfQueue() throws {
        let stage = try Stage()
        try stage.take([
            Stage.inbound(1, from: "+15550100101", at: 10), Stage.inbound(2, at: 20),
            Stage.inbound(3, from: "+15550100102", at: 30),
        ])
        let middle = try #require(try stage.lead()), next = try #require(try stage.lead("+15550100102"))
        let since = middle.waitingSince

        #expect(try stage.store.next(.waiting, after: middle.id, who: since) == next.id)
        _ = try stage.queue("Yes", at: 40)
        #expect(try stage.store.next(.waiting, after: middle.id, who: since) == next.id)
    }

    @Test("Who failed and who is unread come the latest contact first, forwards, backwards and within a filter")
    func failedAndUnread() throws {
        let stage = try Stage()
        let peers = (1...4).map { "+1555010010\($0)" }
        for (place, peer) in peers.enumerated() {
            try stage.take([Stage.inbound(place, from: peer, at: Int64(place) * 10, place == 1 ? "red" : "blue")])
        }
        let leads = try peers.map { try #require(try stage.lead($0)).id }
        _ = try stage.store.apply(.read(), to: leads[2], now: Stage.start + .seconds(60))
        func walk(_ attention: Attention, _ filter: String = "", backwards: Bool = false) throws -> [LeadID] {
            var found: [LeadID] = []
            while found.count < 9,
                let next = try stage.store.next(
                    attention, within: FilterReading(filter).filter, after: found.last, backwards: backwards)
            {
                found.append(next)
            }
            return found
        }

        #expect(try walk(.unread) == [leads[3], leads[1], leads[0]])
        #expect(try walk(.unread, backwards: true) == [leads[0], leads[1], leads[3]])
        #expect(try walk(.unread, "blue") == [leads[3], leads[0]])
        #expect(try walk(.failed).isEmpty)
    }
}
