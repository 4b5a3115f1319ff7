import Messaging
import Sync
import Testing

@Suite("Walking down a list from its newest page")
struct HeadWalkTests {
    private func page(known: Bool, back: Int64 = 0, next: String? = nil) -> PageOutcome {
        PageOutcome(isAllKnown: known, oldest: start - .seconds(back), nextPage: next)
    }

    private let hourBack = WalkAim(.thorough, horizon: start - .seconds(3600))

    /// What a walk says to each page in turn.
    private func steps(of walk: HeadWalk, _ pages: [PageOutcome]) -> [HeadWalk.Step] {
        var walk = walk
        return pages.map { walk.absorb($0) }
    }

    @Test("the first look at a list reads one page, as history is fetched behind it")
    func firstEver() {
        let walk = HeadWalk(startedAt: start, aim: WalkAim(.first))

        let pages = [
            page(known: false, next: "p1")
        ]
        #expect(steps(of: walk, pages) == [.joined])
    }

    @Test("a quick look ends with the first page that holds nothing new")
    func nothingNew() {
        let walk = HeadWalk(startedAt: start, aim: WalkAim(.quick))

        let pages = [
            page(known: true, next: "p1")
        ]
        #expect(steps(of: walk, pages) == [.joined])
    }

    @Test("a page with something new leads on, and the first page is read once more at the end")
    func somethingNew() {
        let walk = HeadWalk(startedAt: start, aim: WalkAim(.quick))

        let pages = [
            page(known: false, next: "p1"),
            page(known: true, next: "p2"),
            page(known: true, next: "p1"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .firstPage, .joined])
    }

    @Test("a thorough look goes back behind the last one although everything is known")
    func thorough() {
        let walk = HeadWalk(startedAt: start, aim: hourBack)

        let pages = [
            page(known: true, back: 100, next: "p1"),
            page(known: true, back: 3601, next: "p2"),
            page(known: true, back: 100, next: "p1"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .firstPage, .joined])
    }

    @Test("what surfaced below the newest rows is found by the thorough look")
    func surfacedLate() {
        let walk = HeadWalk(startedAt: start, aim: hourBack)

        let pages = [
            page(known: true, back: 10, next: "p1"),
            page(known: false, back: 4000, next: "p2"),
            page(known: true, back: 5000, next: "p3"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .page("p2"), .firstPage])
    }

    @Test("an empty page is not the end as long as another follows")
    func emptyPage() {
        let walk = HeadWalk(startedAt: start, aim: WalkAim(.quick))

        let pages = [
            PageOutcome(isAllKnown: true, nextPage: "p1"),
            page(known: true),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .firstPage])
    }

    @Test("an empty list is read once")
    func emptyList() {
        let walk = HeadWalk(startedAt: start, aim: hourBack)

        let pages = [
            PageOutcome(isAllKnown: true)
        ]
        #expect(steps(of: walk, pages) == [.joined])
    }

    @Test("a list that leads in a circle is left")
    func circle() {
        let walk = HeadWalk(startedAt: start, aim: hourBack)

        let pages = [
            page(known: false, next: "p1"),
            page(known: false, next: "p2"),
            page(known: false, next: "p1"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .page("p2"), .gaveUp])
    }

    @Test("a list without an end is left after its limit of pages")
    func endless() {
        var walk = HeadWalk(startedAt: start, aim: hourBack, pageLimit: 50)
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
        var walk = HeadWalk(startedAt: start, aim: WalkAim(.quick))
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

    @Test("a walk that was cut off is no ground: the next one joins only below it")
    func ground() {
        let walk = HeadWalk(startedAt: start, aim: WalkAim(.quick, ground: start - .seconds(100)))

        let pages = [
            page(known: true, back: 10, next: "p1"),
            page(known: true, back: 100, next: "p2"),
            page(known: true, back: 101, next: "p3"),
        ]
        #expect(steps(of: walk, pages) == [.page("p1"), .page("p2"), .firstPage])
    }

    @Test("the ground is what the first page told, and never later than the walk's beginning")
    func solid() {
        var walk = HeadWalk(startedAt: start, aim: WalkAim(.quick))
        #expect(walk.solidAt == nil)
        _ = walk.absorb(PageOutcome(isAllKnown: true, newest: start + .seconds(60)))
        #expect(walk.solidAt == start)
    }

    @Test("a deep look comes seldom, after an outage, and where none is known of")
    func deep() {
        let (pace, hour) = (SyncPace.standard, Duration.seconds(3600))
        func depth(_ last: Instant?, _ deep: Instant?) -> WalkAim.Depth {
            pace.aim(last: last, deep: deep, solid: nil, now: start).depth
        }

        #expect(depth(nil, nil) == .first)
        #expect(depth(start - .seconds(10), start - .seconds(10)) == .quick)
        #expect(depth(start - .seconds(601), start - .seconds(601)) == .thorough)
        #expect(depth(start - .seconds(10), start - hour) == .deep)
        #expect(depth(start - .seconds(10), nil) == .deep)
        let away = pace.aim(last: start - hour * 48, deep: start - hour * 48, solid: nil, now: start)
        #expect(away.depth == .deep)
        #expect(away.horizon == start - hour * 120)
    }

    @Test("a mark in the future was written by a wrong clock: a look is overdue, and nothing is ground")
    func future() {
        let later = start + .seconds(86_400)

        let aim = SyncPace.standard.aim(last: later, deep: later, solid: later, now: start)

        #expect(aim == WalkAim(.deep, horizon: start - .seconds(86_400)))
    }
}
