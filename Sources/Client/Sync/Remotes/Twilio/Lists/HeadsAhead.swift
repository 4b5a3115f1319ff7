import LocalStore
import Messaging

/// Pages of lists' heads that were asked for before their turn, and are on their way or here.
///
/// Whoever takes one waits for it. What nobody takes is given up with `drop`.
struct HeadsAhead {
    /// One page, and when it was asked for, by the remote's clock.
    struct Answer {
        let askedAt: Instant
        fileprivate let task: Task<Result<RemotePage, SyncError>, Never>

        /// The page. Whoever stops waiting for it gives it up.
        nonisolated(nonsending) func page() async throws(SyncError) -> RemotePage {
            let task = task
            let result = await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            return try result.get()
        }
    }

    private var answers: [PageRequest: Answer] = [:]

    /// Asks for those of `requests` that are not asked for yet.
    mutating func ask(_ requests: [PageRequest], of pages: any ListPages, at moment: Instant) {
        for request in requests where answers[request] == nil {
            let task = Task.detached { () async -> Result<RemotePage, SyncError> in
                do throws(SyncError) {
                    return .success(try await pages.page(request))
                } catch {
                    return .failure(error)
                }
            }
            answers[request] = Answer(askedAt: moment, task: task)
        }
    }

    mutating func take(_ request: PageRequest) -> Answer? { answers.removeValue(forKey: request) }

    /// Gives up what was asked for.
    mutating func drop() {
        for answer in answers.values { answer.task.cancel() }
        answers = [:]
    }
}
