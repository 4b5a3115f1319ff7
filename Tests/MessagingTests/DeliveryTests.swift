import Messaging
import Testing

@Suite("What becomes of a message")
struct DeliveryTests {
    @Test("Every word of the carrier comes back as it went in, known or not")
    func words() {
        let words = [
            "accepted", "scheduled", "queued", "sending", "sent", "partially_delivered", "canceled", "undelivered",
            "failed", "delivered", "read", "receiving", "received", "teleported", "",
        ]
        for word in words { #expect(DeliveryState(word: word).word == word) }
    }

    @Test("A state never falls back behind one that comes after it")
    func order() {
        let way = ["accepted", "queued", "sending", "sent", "undelivered", "delivered", "read"]
        let ranks = way.map { DeliveryState(word: $0).rank }

        #expect(ranks == ranks.sorted())
        #expect(DeliveryState(word: "teleported").rank == DeliveryState.sent.rank)
        #expect(!DeliveryState(word: "teleported").isFinal)
    }

    @Test("Only what did not arrive is a failure")
    func failures() {
        #expect(DeliveryState.failed.isFailure && DeliveryState.undelivered.isFailure)
        #expect(!DeliveryState.canceled.isFailure && !DeliveryState.sent.isFailure)
        #expect(DeliveryState.delivered.isFinal && !DeliveryState.sent.isFinal)
    }

    @Test("A price is exact to the millionth")
    func prices() {
        #expect(Price(decimal: "-0.00750", unit: "USD")?.millionths == -7_500)
        #expect(Price(decimal: "-0.00750", unit: "USD")?.decimal == "-0.0075")
        #expect(Price(decimal: "12", unit: "EUR")?.decimal == "12.0000")
        #expect(Price(decimal: ".5", unit: "EUR")?.millionths == 500_000)
        #expect(Price(decimal: "0.1234567", unit: "EUR")?.millionths == 123_456)
        #expect(Price(millionths: .min, unit: "EUR").decimal == "-9223372036854.775808")
        for text in ["", ".", "-", "1e3", "1,5", "0x1", "1.2.3", "٣", "9999999999999", "+-1"] {
            #expect(Price(decimal: text, unit: "USD") == nil, "\(text)")
        }
    }
}
