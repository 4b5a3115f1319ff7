import Messaging
import TestSupport
import Testing

@Suite("Names that nothing else has")
struct UniqueIDTests {
    @Test("An id tells its version and its variant, and is read back as it was written")
    func form() throws {
        var dice = Dice(seed: 1)

        for _ in 0..<100 {
            let id = UniqueID(at: HandClock.start, &dice)
            let text = Array(id.description)

            #expect(text.count == 36)
            #expect(text[14] == "7")
            #expect("89ab".contains(text[19]))
            #expect(try #require(UniqueID(id.description)) == id)
            #expect(try #require(UniqueID(id.description.uppercased())) == id)
        }
    }

    @Test("An id of the standard's own example has its moment in front")
    func example() {
        var dice = Dice(seed: 2)

        let id = UniqueID(at: Instant(milliseconds: 0x017F_22E2_79B0), &dice)

        #expect(id.description.hasPrefix("017f22e2-79b0-7"))
    }

    @Test("What is made later sorts later, as a value and as text")
    func order() {
        var dice = Dice(seed: 3)

        let ids = (0..<200).map { UniqueID(at: HandClock.start + .milliseconds($0), &dice) }

        #expect(ids == ids.sorted())
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
    }

    @Test("What is made later sorts later within one millisecond as well, and while the clock stands or slips back")
    func orderWithinAMillisecond() {
        var dice = Dice(seed: 5)
        var sequence = UniqueIDSequence()
        let slips = [0, 0, 1, -3, 2, 0]

        let ids = (0..<20_000).map { n in
            sequence.next(at: HandClock.start + .milliseconds(n / 9000 + slips[n % slips.count]), &dice)
        }

        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    }

    @Test("Ids follow a clock that was set back, and bear every moment")
    func orderOfStrangeClocks() {
        var dice = Dice(seed: 6)
        var sequence = UniqueIDSequence()

        let ahead = sequence.next(at: HandClock.start + .seconds(3600), &dice)
        let after = sequence.next(at: HandClock.start, &dice)
        #expect(after < ahead)
        for moment in [Instant(milliseconds: .max), .init(milliseconds: .max), .init(milliseconds: .min)] {
            for _ in 0..<5000 { #expect(UniqueID(sequence.next(at: moment, &dice).description) != nil) }
        }
    }

    @Test("Neither a moment before 1970 nor one beyond the end of time stops the program")
    func strangeMoments() {
        var dice = Dice(seed: 4)

        for moment in [Instant(milliseconds: .min), Instant(milliseconds: .max)] {
            #expect(UniqueID(UniqueID(at: moment, &dice).description) != nil)
        }
    }

    @Test(
        "What is no id is none",
        arguments: ["", "x", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e279b07cc398c4dc0c0c07398f0000"])
    func strangers(text: String) {
        #expect(TenantID(text) == nil)
    }
}
