internal import Messaging

/// Every wait of the outbound half in one value, so that a test can run ten minutes of patience in a blink.
package struct SendPace: Hashable, Sendable {
    /// How long a lane is held without being renewed. A node that ends in between holds it up for no longer.
    package var lane: Duration = .seconds(5)
    package var renewal: Duration = .milliseconds(1500)
    /// How long a lane waits for the answers to what left in it. One that hangs for longer holds up nobody else's text.
    package var answer: Duration = .seconds(3)
    /// After how long an attempt of which nothing was written down may have left: longer than any request lives.
    package var attempt: Duration = .seconds(60)
    /// When a text that may have left is looked for, counted from its attempt. The last look decides.
    package var looks: [Duration] = [5, 30, 120, 600].map { .seconds($0) }
    /// A text that would leave later than this after it could have is held, and a person is asked.
    package var staleAfter: Duration = .seconds(900)
    /// How long a channel is left alone whose account refuses to work.
    package var refusedRetry: Duration = .seconds(60)
    /// When Twilio is asked what became of a text, counted from when it left, and from when on it may know the price.
    package var checks: [Duration] = [60, 300, 900, 3600, 14_400, 43_200, 86_400, 172_800, 259_200].map { .seconds($0) }
    package var priceAfter: Duration = .seconds(3600)
    /// Between two looks at what is due, where nobody tells of anything.
    package var pause: Duration = .milliseconds(500)

    package init() {}

    /// The first planned look after `now` at what was attempted at `attempt`; `nil` behind the last.
    func look(after now: Instant, attempt: Instant) -> Instant? {
        looks.map { attempt + $0 }.first { $0 > now }
    }

    /// How long a number of ours rests after so many segments, at `mps` a second.
    func rest(segments: Int, mps: Int) -> Duration { .milliseconds(max(1, segments) * 1000 / max(1, mps)) }
}
