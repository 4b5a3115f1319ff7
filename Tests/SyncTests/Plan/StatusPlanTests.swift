import Messaging
import Sync
import Testing

@Suite("Following the state of a message")
struct StatusPlanTests {
    private let plan = StatusPlan(pace: .standard)

    /// The moments of all looks at a message that never changes, in seconds after it was handed over.
    private func looks(_ status: DeliveryState, isPriced: Bool = false, limit: Int = 40) -> [Int64] {
        var moments: [Int64] = []
        var at = start
        while moments.count < limit,
            let next = plan.next(
                status: status, isPriced: isPriced, handedOverAt: start, looks: moments.count, at: at)
        {
            moments.append((next - start).inMilliseconds / 1000)
            at = next
        }
        return moments
    }

    @Test("a message on its way is asked for after 2, 5, 10, 20 and 40 seconds, then more and more seldom")
    func gaps() {
        let moments = looks(.queued)

        #expect(moments.prefix(5) == [2, 5, 10, 20, 40])
        #expect(moments[5] == 100)
        #expect(moments[6] == 400)
        #expect(moments[7] == 1300)
        #expect(moments[8] == 4900)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $1 - $0 <= 86_400 })
    }

    @Test("a message without a receipt is given up after three days")
    func sentForGood() {
        let moments = looks(.sent)

        #expect(moments.count < 20)
        #expect(moments.last.map { $0 >= 72 * 3600 && $0 < 96 * 3600 } == true)
    }

    @Test("one that is still queued after three days is not given up")
    func queuedForLong() {
        #expect(looks(.queued).count == 40)
        #expect(looks(.other("pondering")).count == 40)
    }

    @Test("a final message without a price is asked for twice more, after an hour and a day")
    func price() {
        #expect(looks(.delivered) == [3600, 86_400])
        #expect(looks(.failed) == [3600, 86_400])
    }

    /// How many looks a message of such an age has behind it, and in how many seconds the next one is made.
    private func first(_ status: DeliveryState, age: Int64, final: Int64 = 0) -> [Int64]? {
        let now = start + .seconds(age)
        return plan.first(
            status: status, isPriced: false, handedOverAt: start, changedAt: now - .seconds(final), now: now
        ).map { [Int64($0.looks), ($0.at - now).inMilliseconds / 1000] }
    }

    @Test("what was sent long ago is taken up where its looks would be by now")
    func takenUp() {
        #expect(first(.queued, age: 0) == [0, 2])
        #expect(first(.sent, age: 7) == [2, 3])
        #expect(first(.sent, age: 86_400) == [11, 62_500])
        #expect(first(.sent, age: 73 * 3600) == nil)
        #expect(first(.queued, age: 30 * 86_400) == [12, 86_400])
        #expect(first(.scheduled, age: -864_000) == [0, 864_002])
    }

    @Test("a price that was not told within a day is not asked for any more")
    func oldPrice() {
        #expect(first(.delivered, age: 9999, final: 600) == [0, 3000])
        #expect(first(.delivered, age: 9999, final: 7200) == [1, 79_200])
        #expect(first(.delivered, age: 99_999, final: 86_400) == nil)
    }

    @Test("a final message with its price is left alone")
    func settled() {
        #expect(looks(.delivered, isPriced: true).isEmpty)
        #expect(looks(.read, isPriced: true).isEmpty)
    }
}
