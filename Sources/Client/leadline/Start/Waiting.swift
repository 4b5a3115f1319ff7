import Dispatch
import Synchronization

/// Runs asynchronous work from a synchronous command and waits for its end.
///
/// The work runs on the cooperative threads, never on this one, which belongs to the command until then.
func waiting<Answer: Sendable>(for work: @Sendable @escaping () async throws -> Answer) throws -> Answer {
    let outcome = Outcome<Answer>()
    let ended = DispatchSemaphore(value: 0)
    Task.detached {
        do {
            let answer = try await work()
            outcome.result.withLock { $0 = .success(answer) }
        } catch {
            outcome.result.withLock { $0 = .failure(error) }
        }
        ended.signal()
    }
    ended.wait()
    guard let result = outcome.result.withLock({ $0 }) else { preconditionFailure("work ended without an outcome") }
    return try result.get()
}

private final class Outcome<Answer: Sendable>: Sendable {
    let result = Mutex<Result<Answer, any Error>?>(nil)
}
