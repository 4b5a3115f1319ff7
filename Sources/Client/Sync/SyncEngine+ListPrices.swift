import LocalStore
import Messaging

/// Prices of countries that nothing was billed for yet, wanted by whoever begins to write to one.
extension SyncEngine {
    func addListPrice(to agenda: inout Agenda) {
        do throws(SyncError) {
            let wanted = try stored { try store.wantedListPrice() }
            if let wanted { agenda.add(.listPrice(wanted), from: setbacks.due(.listPrice)) }
        } catch {
            note(error, of: nil)
        }
    }

    /// Asks the remote's list.
    ///
    /// A price is a help and no more: what fails is not tried again before somebody writes to that country once more.
    /// It says nothing of the way to the remote either, since the list may lie elsewhere.
    func learnPrice(to region: String) async throws(SyncError) {
        var price: Price?
        var pause: SyncError?
        do throws(SyncError) {
            price = try await remote.listPrice(to: region)
        } catch {
            // A try that was cut off is none.
            if Task.isCancelled { throw error }
            surroundings.log("price of \(region) not told: \(error.logLine)")
            if case .busy = error { pause = error }
        }
        let told = price
        try stored { try store.record(listPrice: told, of: region, now: now) }
        if let pause { throw pause }
    }
}
