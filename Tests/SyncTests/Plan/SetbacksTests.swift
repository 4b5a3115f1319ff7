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

    @Test("what kept the line is left alone for longer than it took, more each time, up to a cap")
    func hanging() {
        var (setbacks, now, waits) = (Setbacks<Target>(), start, [Duration]())
        for _ in 0..<4 {
            setbacks.hung(.media, for: .seconds(30), at: now, cap: .seconds(300))
            let until = setbacks.due(.media).moment ?? now
            waits.append(until - now)
            now = until
        }

        #expect(waits == [60, 180, 300, 300].map { .seconds($0) })
        #expect(setbacks.hangs(.media) == 4 && setbacks.hangs(.listPrice) == 0)
        setbacks.succeeded(.media)
        #expect(setbacks.hangs(.media) == 0)
    }

    @Test("what hung once is let go when the way is open again, and what hung again is not")
    func forgiven() {
        var setbacks = Setbacks<Target>()
        for target in [Target.media, .listPrice, .listPrice] {
            setbacks.hung(target, for: .seconds(30), at: start, cap: .seconds(300))
        }
        setbacks.failed(.history, at: start, retryAfter: .seconds(90), backoff: Backoff(), jitter: 0.5)

        #expect(setbacks.forgive(at: start + .seconds(5)) == [.media])
        #expect(setbacks.due(.media) == .at(start + .seconds(5)))
        #expect(setbacks.due(.listPrice) == .at(start + .seconds(180)))
        #expect(setbacks.due(.history) == .at(start + .seconds(90)))
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
