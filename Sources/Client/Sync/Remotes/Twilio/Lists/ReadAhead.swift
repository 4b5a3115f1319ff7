import LocalStore
import Messaging
import Synchronization

/// A page of history that is on its way: while the one before it is being stored, or while nothing more urgent is to be
/// done. What can be made ready for storing it is made ready beside that, too.
///
/// It is still one request at a time: whoever wants to make another one gives this one up first, because it can be made
/// again.
final class ReadAhead: Sendable {
    let request: PageRequest
    private let arrived = Mutex<Result<ReadyPage, SyncError>?>(nil)
    private let work = Mutex<Task<Void, Never>?>(nil)

    /// Asks for the page; `whenOver` is called once its result is there. `display` tells how the addresses of the
    /// page's messages are written, as `Batch.display` wants it.
    init(
        _ request: PageRequest, from pages: any ListPages,
        display: @escaping @Sendable ([RemoteMessage]) throws(SyncError) -> [PeerAddress: String],
        whenOver: @escaping @Sendable () async -> Void
    ) {
        self.request = request
        let task = Task.detached { [self] in
            let result = await Self.result(of: request, from: pages, display)
            arrived.withLock { $0 = result }
            await whenOver()
        }
        work.withLock { $0 = task }
    }

    /// What came, or `nil` while it is awaited.
    var result: Result<ReadyPage, SyncError>? { arrived.withLock { $0 } }

    func cancel() { work.withLock { $0 }?.cancel() }

    /// Gives the page up and returns when the line is free.
    func giveUp() async {
        cancel()
        await work.withLock { $0 }?.value
    }

    private static func result(
        of request: PageRequest, from pages: any ListPages,
        _ display: ([RemoteMessage]) throws(SyncError) -> [PeerAddress: String]
    ) async -> Result<ReadyPage, SyncError> {
        do throws(SyncError) {
            let page = try await pages.page(request)
            return .success(ReadyPage(page: page, display: try display(page.messages)))
        } catch {
            return .failure(error)
        }
    }
}

/// A page of history, with what is slow to find out about its rows.
struct ReadyPage: Sendable {
    let page: RemotePage
    let display: [PeerAddress: String]
}
