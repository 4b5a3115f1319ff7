import Synchronization

/// A page of history that is on its way: while the one before it is being stored, or while nothing more urgent is to be
/// done.
///
/// It is still one request at a time: whoever wants to make another one gives this one up first, because it can be made
/// again.
final class ReadAhead: Sendable {
    let request: PageRequest
    private let arrived = Mutex<Result<RemotePage, SyncError>?>(nil)
    private let work = Mutex<Task<Void, Never>?>(nil)

    /// Asks for the page; `whenOver` is called once its result is there.
    init(_ request: PageRequest, from remote: any Remote, whenOver: @escaping @Sendable () async -> Void) {
        self.request = request
        let task = Task.detached { [self] in
            let result = await Self.result(of: request, from: remote)
            arrived.withLock { $0 = result }
            await whenOver()
        }
        work.withLock { $0 = task }
    }

    /// What came, or `nil` while it is awaited.
    var result: Result<RemotePage, SyncError>? { arrived.withLock { $0 } }

    func cancel() { work.withLock { $0 }?.cancel() }

    /// Gives the page up and returns when the line is free.
    func giveUp() async {
        cancel()
        await work.withLock { $0 }?.value
    }

    private static func result(
        of request: PageRequest, from remote: any Remote
    ) async -> Result<RemotePage, SyncError> {
        do throws(SyncError) {
            return .success(try await remote.page(request))
        } catch {
            return .failure(error)
        }
    }
}
