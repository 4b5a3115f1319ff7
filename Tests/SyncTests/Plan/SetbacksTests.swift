import Messaging
import Sync
import TestSupport
import Testing

@Suite("What fails alone waits alone")
struct SetbacksTests {
    private func failing(_ times: Int) -> Setbacks<Target> {
        var setbacks = Setbacks<Target>()
        for _ in 0..<times { setbacks.failed(.media, at: start, backoff: Backoff(), jitter: 0.5) }
        return setbacks
    }

    @Test("each thing is put off by its own failures, and no other is")
    func alone() {
        let setbacks = failing(5)

        #expect(setbacks.count(.media) == 5)
        #expect(setbacks.due(.media) > .at(start + .seconds(5)))
        #expect(setbacks.due(.listPrice) == .atOnce)
        #expect(setbacks.first == setbacks.due(.media))
    }

    @Test("a success forgets the failures before it")
    func success() {
        var setbacks = failing(5)
        setbacks.succeeded(.media)

        #expect(setbacks == Setbacks())
        #expect(setbacks.first == nil)
    }

    @Test("the wait grows to its cap, and to what the remote asks for")
    func growth() {
        #expect(failing(30).due(.media) <= .at(start + .seconds(30)))

        var asked = Setbacks<Target>()
        asked.failed(.media, at: start, retryAfter: .seconds(90), backoff: Backoff(), jitter: 0.5)
        #expect(asked.due(.media) == .at(start + .seconds(90)))
    }

    @Test("what nobody has asked for since is forgotten")
    func forgotten() {
        var setbacks = failing(3)
        setbacks.failed(.listPrice, at: start + .seconds(7200), backoff: Backoff(), jitter: 0.5)

        #expect(setbacks.count(.media) == 0)
    }

    @Test("a clock that is set moves the waits along")
    func moved() {
        var setbacks = failing(4)
        let before = setbacks.due(.media)
        setbacks.move(by: .seconds(-3600))

        #expect(setbacks.due(.media) == before.moved(by: .seconds(-3600)))
    }
}
