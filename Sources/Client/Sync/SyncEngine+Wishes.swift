import LocalStore
import Messaging

/// What people have changed here, told to the remote in its order.
extension SyncEngine {
    func addWishes(to agenda: inout Agenda) {
        guard store.isServed else { return }
        do throws(SyncError) {
            if let wish = try stored({ try store.nextWish() }) { agenda.add(.tell(wish), from: .atOnce) }
        } catch {
            note(error, of: nil)
        }
    }

    /// Whether there is something to tell.
    var hasWishes: Bool { store.isServed && (try? store.nextWish()) != nil }

    /// Tells one, and writes down what the remote has made of it.
    func tell(_ wish: Wish) async throws(SyncError) {
        try await news.signIn()
        let answer = try await remote.tell(wish)
        noteAnswer()
        try stored { try store.settle(wish, isRefused: answer.isRefused, with: answer.batch, now: now) }
        if let refusal = answer.refusal { surroundings.tell(refusal) }
    }
}
