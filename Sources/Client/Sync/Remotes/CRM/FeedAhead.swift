import Synchronization

/// A part of the lists that is on its way, or a request that waits for what changes next. It can be made again, so
/// whoever wants the line gives it up.
final class FeedAhead: Sendable {
    private let arrived = Mutex<Result<FeedReader.Answer, SyncError>?>(nil)
    private let work = Mutex<Task<Void, Never>?>(nil)

    /// Asks at once; `whenOver` is called once the answer is there.
    init(
        _ whenOver: @escaping @Sendable () async -> Void,
        _ ask: @escaping @Sendable () async throws(SyncError) -> FeedReader.Answer
    ) {
        let task = Task.detached { [self] in
            let result: Result<FeedReader.Answer, SyncError>
            do throws(SyncError) {
                result = .success(try await ask())
            } catch {
                result = .failure(error)
            }
            arrived.withLock { $0 = result }
            await whenOver()
        }
        work.withLock { $0 = task }
    }

    /// What came, or `nil` while it is awaited.
    var result: Result<FeedReader.Answer, SyncError>? { arrived.withLock { $0 } }

    func cancel() { work.withLock { $0 }?.cancel() }

    /// Gives it up and returns when the line is free.
    func giveUp() async {
        cancel()
        await work.withLock { $0 }?.value
    }
}
