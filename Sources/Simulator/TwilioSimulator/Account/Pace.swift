internal import Messaging

/// How long the steps of a message take, before the speed divides them.
package struct Pace: Sendable {
    package var accepted = Duration.milliseconds(250)
    package var queued = Duration.milliseconds(200)
    package var sending = Duration.milliseconds(300)
    package var delivered = Duration.milliseconds(1500)
    /// From the receipt to the price.
    package var billed = Duration.seconds(4)
    /// From our message to the answer of a lead who answers.
    package var answer = Duration.seconds(7)
    /// How many times faster all this goes.
    package var speed = 1.0

    package init(speed: Double = 1) { self.speed = speed > 0 ? speed : 1 }

    /// What is left of `span` at this speed.
    func scaled(_ span: Duration) -> Duration { .milliseconds(Int64(Double(span.inMilliseconds) / speed)) }
}
