import Messaging
import Sync
import Testing

@Suite("Walking down a list from its newest page")
struct HeadWalkTests {
    private func page(known: Bool, back: Int64 = 0, next: String? = nil) -> PageOutcome {
        PageOutcome(isAllKnown: known, oldest: start - .seconds(back), nextPage: next)
    }

    /// What a walk says to each page in turn.
    private func steps(of walk: HeadWalk, _ pages: [PageOutcome]) -> [HeadWalk.Step] {
        var walk = walk
        return pages.map { walk.absorb($0) }
    }

    @Test("the first look at a list reads one page, as history is fetched behind it")
    func firstEver() {
        let walk = HeadWalk(startedAt: start, horizon: nil, isFirst: true)

        let pages = [
            page(known: false, next: "p1")
        ]
        #expect(steps(of: walk, pages) == [.joined])
        #expect(walk.isThorough)
    }

    @Test("a quick look ends with the first page that holds nothing new")
    func nothingNew() {
        let walk = HeadWalk(startedAt: start, horizon: nil)

        let pages = [
            page(known: true, next: "p1")
        ]
        #expect(steps(of: walk, pages) == [.joined])
        #expect(!walk.isThorough)
    }

    @Test("a page with something new leads on, and the first page is read once more at the end")
    func somethingNew() {
        let walk = HeadWalk(startedAt: start, horizon: nil)

        let pages = [
            page(known: false, next: "p1"),
            page(known: true, next: "p2"),
            page(known: true, next: "p1"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .firstPage, .joined])
    }

    @Test("a thorough look goes back behind the last one although everything is known")
    func thorough() {
        let walk = HeadWalk(startedAt: start, horizon: start - .seconds(3600))

        let pages = [
            page(known: true, back: 100, next: "p1"),
            page(known: true, back: 3601, next: "p2"),
            page(known: true, back: 100, next: "p1"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .firstPage, .joined])
    }

    @Test("what surfaced below the newest rows is found by the thorough look")
    func surfacedLate() {
        let walk = HeadWalk(startedAt: start, horizon: start - .seconds(3600))

        let pages = [
            page(known: true, back: 10, next: "p1"),
            page(known: false, back: 4000, next: "p2"),
            page(known: true, back: 5000, next: "p3"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .page("p2"), .firstPage])
    }

    @Test("an empty page is not the end as long as another follows")
    func emptyPage() {
        let walk = HeadWalk(startedAt: start, horizon: nil)

        let pages = [
            PageOutcome(isAllKnown: true, nextPage: "p1"),
            page(known: true),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .firstPage])
    }

    @Test("an empty list is read once")
    func emptyList() {
        let walk = HeadWalk(startedAt: start, horizon: start - .seconds(3600))

        let pages = [
            PageOutcome(isAllKnown: true)
        ]
        #expect(steps(of: walk, pages) == [.joined])
    }

    @Test("a list that leads in a circle is left")
    func circle() {
        let walk = HeadWalk(startedAt: start, horizon: start - .seconds(3600))

        let pages = [
            page(known: false, next: "p1"),
            page(known: false, next: "p2"),
            page(known: false, next: "p1"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .page("p2"), .gaveUp])
    }

    @Test("a list without an end is left after its limit of pages")
    func endless() {
        var walk = HeadWalk(startedAt: start, horizon: start - .seconds(3600), pageLimit: 50)
        var steps = 0
        var step = HeadWalk.Step.firstPage
        while step != .gaveUp, steps < 100 {
            step = walk.absorb(page(known: false, next: "p\(steps)"))
            steps += 1
        }

        #expect(steps == 50)
    }

    @Test("a list that changes with every reading is left to the next look after three more")
    func restless() {
        var walk = HeadWalk(startedAt: start, horizon: nil)
        var firstPages = 0
        for step in 0..<20 {
            let next = walk.absorb(page(known: step % 2 == 1, next: "p\(step)"))
            if next == .firstPage { firstPages += 1 }
            if next == .joined { break }
        }

        #expect(firstPages == 3)
    }

    @Test("while the engine runs an hour's overlap is read; after it was away, the gap and a day besides")
    func horizons() {
        let pace = SyncPace.standard

        #expect(pace.horizon(last: start, now: start + .seconds(600)) == start - .seconds(3600))
        #expect(
            pace.horizon(last: start, now: start + .seconds(7200)) == start - .seconds(7200) - .seconds(86_400))
    }
}
