import Messaging
import Sync
import Testing

@Suite("A place in a list that is lost")
struct TrailTests {
    private func trail() -> Trail { Trail(.newest(to: "+1", from: nil, size: 3)) }

    @Test("a first page that names no other is the whole list")
    func whole() {
        var trail = trail()
        let step = trail.absorb(count: 2, size: 3, next: nil)
        #expect(step == .end)
    }

    @Test("an end behind a page that promised more is held to be one when the page before names the place again")
    func confirmed() {
        var trail = trail()
        let steps = [
            trail.absorb(count: 3, size: 3, next: "a"), trail.absorb(count: 3, size: 3, next: "b"),
            trail.absorb(count: 1, size: 3, next: nil), trail.absorb(count: 3, size: 3, next: "b"),
        ]
        #expect(steps == [.goOn(.next("a")), .goOn(.next("b")), .goOn(.next("a")), .end])
    }

    @Test("where the row is gone that a page goes on behind, the page before names another", arguments: [0, 1, 2])
    func lost(count: Int) {
        var trail = trail()
        let steps = [
            trail.absorb(count: 3, size: 3, next: "a"), trail.absorb(count: 3, size: 3, next: "b"),
            trail.absorb(count: count, size: 3, next: nil), trail.absorb(count: 3, size: 3, next: "c"),
            trail.absorb(count: 3, size: 3, next: nil),
        ]
        #expect(steps == [.goOn(.next("a")), .goOn(.next("b")), .goOn(.next("a")), .goOn(.next("c")), .end])
    }

    @Test("where the page before is lost as well, it goes on from the one before that")
    func lostTwice() {
        var trail = trail()
        let steps = [
            trail.absorb(count: 3, size: 3, next: "a"), trail.absorb(count: 3, size: 3, next: "b"),
            trail.absorb(count: 0, size: 3, next: nil), trail.absorb(count: 0, size: 3, next: nil),
            trail.absorb(count: 3, size: 3, next: "c"),
        ]
        #expect(
            steps == [
                .goOn(.next("a")), .goOn(.next("b")), .goOn(.next("a")), .goOn(.newest(to: "+1", from: nil, size: 3)),
                .goOn(.next("c")),
            ])
    }
}
