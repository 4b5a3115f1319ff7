import Sync
import Testing

@Suite("Waiting after failures")
struct BackoffTests {
    private let backoff = Backoff()

    @Test("the first failure is tried again at once")
    func first() {
        #expect(backoff.delay(failures: 1, jitter: 0) == .zero)
        #expect(backoff.delay(failures: 1, jitter: 0.99) < .milliseconds(250))
    }

    @Test("every further failure waits 1.8 times as long, and never longer than the cap")
    func growth() {
        let waits = (2...12).map { backoff.delay(failures: $0, jitter: 0.999_999) }

        #expect(waits[0] > .milliseconds(1790) && waits[0] <= .milliseconds(1800))
        #expect(waits[1] > .milliseconds(3200) && waits[1] <= .milliseconds(3240))
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(waits.allSatisfy { $0 <= .seconds(30) })
        #expect(waits[10] > .seconds(29))
        #expect(backoff.delay(failures: .max, jitter: 0.5) <= .seconds(30))
    }

    @Test("two agents who lost the network together come back apart")
    func jitter() {
        #expect(backoff.delay(failures: 6, jitter: 0) < backoff.delay(failures: 6, jitter: 0.9))
        #expect(backoff.delay(failures: 9, jitter: 0) == .seconds(15))
    }

    @Test("a moment that the remote names is the one, up to a quarter of an hour, however often it failed before")
    func retryAfter() {
        for failures in [1, 2, 5, 40] {
            #expect(backoff.delay(failures: failures, jitter: 0.9, retryAfter: .seconds(3)) == .seconds(3))
        }
        #expect(backoff.delay(failures: 9, jitter: 0, retryAfter: .zero) == .seconds(15))
        #expect(backoff.delay(failures: 1, jitter: 0.5, retryAfter: .seconds(7)) == .seconds(7))
        #expect(backoff.delay(failures: 2, jitter: 0.5, retryAfter: .seconds(86_400)) == .seconds(900))
        #expect(backoff.delay(failures: 2, jitter: 0, retryAfter: .seconds(-5)) == .milliseconds(900))
    }
}
