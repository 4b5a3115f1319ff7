import Messaging
import Sync
import Testing

@Suite("Good and bad weather on the line")
struct WeatherTests {
    private let look = start + .seconds(25)

    /// What the status line says, with the next look due at `look`.
    private func phase(_ weather: Weather) -> EngineReport.Phase {
        weather.phase(nextLook: .at(look), proofOfLife: start - .seconds(5))
    }

    private func failing(_ times: Int, retryAfter: Duration? = nil) -> Weather {
        var weather = Weather()
        for _ in 0..<times {
            weather.failed(.busy, of: .media, at: start, retryAfter: retryAfter, backoff: Backoff(), jitter: 0.5)
        }
        return weather
    }

    @Test("one failure is noise, two are an outage that began with the first")
    func outage() {
        #expect(phase(failing(1)) == .live(nextLook: look))
        let weather = failing(2)
        #expect(phase(weather) == .offline(.busy, since: start, nextTry: weather.networkFrom.moment ?? start))
        #expect(weather.networkFrom > .at(start))
    }

    @Test("one thing that fails again and again closes the way to nothing else")
    func oneThing() {
        var weather = Weather()
        for _ in 0..<20 { weather.failed(.outOfOrder, of: .media, at: start, backoff: Backoff(), jitter: 0.5) }
        #expect(weather.networkFrom == .atOnce)

        weather.failed(.outOfOrder, of: .listPrice, at: start, backoff: Backoff(), jitter: 0.5)
        #expect(weather.networkFrom > .at(start))
    }

    @Test("of many things that fail each for itself every one is tried before the waits grow long")
    func manyThings() {
        var weather = Weather()
        for lead in 0..<40 {
            weather.failed(
                .outOfOrder, of: .conversation(LeadID(rawValue: Int64(lead))), at: start, backoff: Backoff(),
                jitter: 0.99)
        }
        #expect(weather.networkFrom < .at(start + .seconds(4)))

        for _ in 0..<10 { weather.failed(.outOfOrder, of: .media, at: start, backoff: Backoff(), jitter: 0.99) }
        #expect(weather.networkFrom > .at(start + .seconds(20)))
    }

    @Test("a clock that is set moves the outage along")
    func clockSet() {
        var weather = failing(4)
        let before = weather.networkFrom
        weather.move(by: .seconds(-3600))

        #expect(weather.networkFrom == before.moved(by: .seconds(-3600)))
        #expect(weather.failingSince == start - .seconds(3600))
    }

    @Test("a request that hung is no noise: the outage began with it")
    func hanging() {
        var weather = Weather()
        weather.failed(
            .unreachable, of: .media, at: start + .seconds(30), took: .seconds(30), backoff: Backoff(), jitter: 0.5)

        #expect(
            phase(weather)
                == .offline(.unreachable, since: start, nextTry: look))
    }

    @Test("one failure with a long wait is told at once, and a person may still ask for a try")
    func longWait() {
        var weather = failing(1, retryAfter: .seconds(900))

        #expect(phase(weather) == .offline(.busy, since: start, nextTry: start + .seconds(900)))
        weather.hurry(at: start)
        #expect(phase(weather) == .live(nextLook: look))
    }

    @Test("an answer ends the outage and tells how long it was")
    func recovery() {
        var weather = failing(5)

        let first = weather.succeeded(at: start + .seconds(600))
        let second = weather.succeeded(at: start + .seconds(601))

        #expect(first == .seconds(600))
        #expect(second == nil)
        #expect(phase(weather) == .live(nextLook: look))
    }

    @Test("a person who asks for a try gets one at once")
    func hurry() {
        var weather = failing(8)
        weather.hurry(at: start)

        #expect(weather.networkFrom == .at(start))
    }

    @Test("refused credentials are said in words until they are accepted")
    func refused() {
        var weather = Weather()
        weather.refused(at: start, reason: "wrong token", retry: .seconds(300))

        #expect(phase(weather) == .refused(reason: "wrong token"))
        #expect(weather.networkFrom == .at(start + .seconds(300)))
        _ = weather.succeeded(at: start)
        #expect(weather.refusal == nil)
    }

    @Test("the remote's wish to be left alone counts for everything")
    func retryAfter() {
        #expect(failing(1, retryAfter: .seconds(12)).networkFrom == .at(start + .seconds(12)))
    }
}
