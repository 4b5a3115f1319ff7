/// A page of history that is on its way while the one before it is being stored.
///
/// It is still one request at a time: whoever wants to make another one waits for this to end first.
struct ReadAhead: Sendable {
    let request: PageRequest
    private let page: Task<Result<RemotePage, SyncError>, Never>

    init(_ request: PageRequest, from remote: any Remote) {
        self.request = request
        page = Task.detached {
            do throws(SyncError) {
                return .success(try await remote.page(request))
            } catch {
                return .failure(error)
            }
        }
    }

    var result: Result<RemotePage, SyncError> { get async { await page.value } }

    func cancel() { page.cancel() }
}
