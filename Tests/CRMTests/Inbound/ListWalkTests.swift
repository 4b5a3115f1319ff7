import Messaging
import ServerStore
import Testing
import TwilioAPI

@testable import CRM

@Suite("How far a list has to be read")
struct ListWalkTests {
    private static let start = Instant(seconds: 1_800_000_000)

    private func page(_ ages: [Int?], next: String? = nil) -> MessagePage {
        let rows = ages.enumerated().map { number, age in
            MessageResource(sid: "SM\(number)", direction: .inbound, dateSent: age.map { Self.start - .seconds($0) })
        }
        return MessagePage(messages: rows, nextPageURI: next)
    }

    private func walk(solid age: Int, next: String? = nil) -> ListWalk {
        let poll = ListPoll(
            address: "to +1", solidAt: Self.start - .seconds(age), walkFrom: next.map { _ in Self.start },
            nextPage: next)
        return ListWalk(poll, of: "to +1", since: Self.start - .seconds(1_000_000))
    }

    @Test("It ends at what lies an hour before the last look, and not at a page that happens to be short or empty")
    func end() {
        let walk = walk(solid: 100)
        for ages in [[], [10], [10, 3600], [nil, nil]] {
            let next = walk.behind(page(ages, next: "/2"), at: Self.start)
            #expect(next.poll.nextPage == "/2" && next.poll.walkFrom == Self.start, "\(ages)")
            #expect(next.poll.solidAt == Self.start - .seconds(100))
        }
        for ended in [page([10, 3701], next: "/2"), page([10, 3701, nil], next: "/2"), page([])] {
            let done = walk.behind(ended, at: Self.start)
            #expect(done.poll == ListPoll(address: "to +1", solidAt: Self.start))
        }
    }

    @Test("Read over several rounds, it is whole up to when it began")
    func rounds() {
        let later = walk(solid: 100, next: "/2").behind(page([5000]), at: Self.start + .seconds(500))
        #expect(later.poll.solidAt == Self.start && later.poll.nextPage == nil)
        let again = walk(solid: 100, next: "/2").restarted
        #expect(again.poll.nextPage == nil && again.poll.solidAt == Self.start - .seconds(100))
    }

    @Test("Nothing is taken from before the number was the channel's, whoever had read its list")
    func floor() {
        let poll = ListPoll(address: "to +1", solidAt: Self.start - .seconds(100), nextPage: "/of another")
        let walk = ListWalk(poll, of: "to +1", since: Self.start)
        #expect(walk.poll.nextPage == nil)
        #expect(walk.rows(of: page([0, 60])).map(\.sid) == ["SM0"])
        #expect(self.walk(solid: 60).pageSize(at: Self.start) == 50)
        #expect(self.walk(solid: 6000).pageSize(at: Self.start) == 1000)
    }
}
