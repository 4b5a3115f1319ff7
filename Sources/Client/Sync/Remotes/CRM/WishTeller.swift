import CRMAPI
import LocalStore
import Messaging

/// Tells the server what a person has changed, with what the person saw there.
struct WishTeller: Sendable {
    let caller: CRMCaller

    func tell(_ wish: Wish) async throws(SyncError) -> WishAnswer {
        var batch = ServedBatch(isNews: false, readAt: caller.time ?? wish.madeAt)
        do throws(SyncError) {
            let lost = try await change(wish, &batch)
            guard lost else { return WishAnswer(batch: batch) }
            return WishAnswer(batch: try await asItIs(wish), isRefused: true, refusal: Self.overtaken(wish))
        } catch {
            switch error {
            case .rejected(_, let text):
                let reason = "\(Self.name(wish)) was not taken by the server: \(text ?? "it gives no reason")."
                return WishAnswer(batch: try await asItIs(wish), isRefused: true, refusal: reason)
            case .gone: return WishAnswer(batch: batch, refusal: "\(Self.name(wish)) is about something that is gone.")
            case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .credentials, .elsewhere, .store, .ourFault:
                throw error
            }
        }
    }

    /// Asks for the change. True where it is otherwise there, because somebody else was faster.
    private func change(_ wish: Wish, _ batch: inout ServedBatch) async throws(SyncError) -> Bool {
        switch wish.change {
        case .name(let lead, let name, let seen):
            var (wanted, before) = (LeadBody.Change.Values(), LeadBody.Change.Values())
            (wanted.name, before.name) = (name.map { .set($0) } ?? .clear, seen.map { .set($0) } ?? .clear)
            return try await change(lead, LeadBody.Change(wanted, seen: before), wish.key, &batch)
        case .state(let lead, let state, let seen):
            var (wanted, before) = (LeadBody.Change.Values(), LeadBody.Change.Values())
            (wanted.state, before.state) = (.set(state), .set(seen))
            return try await change(lead, LeadBody.Change(wanted, seen: before), wish.key, &batch)
        case .read(let conversation, let mark, let seen):
            var (wanted, before) = (ConversationBody.Change.Values(), ConversationBody.Change.Values())
            (wanted.readUpTo, before.readUpTo) = (mark, seen)
            let answer: ConversationBody.Changed = try await caller.change(
                .changeConversation(conversation), ConversationBody.Change(wanted, seen: before).text, key: wish.key)
            batch.add(answer.conversation)
            return !answer.lost.isEmpty
        case .cancel(let message):
            let answer: MessageBody = try await caller.change(.cancelText(message), "{}", key: wish.key)
            batch.add(answer)
            return false
        case .release(let message, let seen):
            let order = MessageBody.Release(seenUpTo: seen)
            let answer: MessageBody = try await caller.change(.releaseText(message), order.text, key: wish.key)
            batch.add(answer)
            return false
        }
    }

    private func change(
        _ lead: TenantLeadID, _ change: LeadBody.Change, _ key: String, _ batch: inout ServedBatch
    ) async throws(SyncError) -> Bool {
        let answer: LeadBody.Changed = try await caller.change(.changeLead(lead), change.text, key: key)
        batch.add(answer.lead)
        return !answer.lost.isEmpty
    }

    /// The row as it is now: the answer to a change that was told twice may be an old one.
    private func asItIs(_ wish: Wish) async throws(SyncError) -> ServedBatch {
        var batch = ServedBatch(isNews: false, readAt: caller.time ?? wish.madeAt)
        switch wish.change {
        case .name(let lead, _, _), .state(let lead, _, _):
            let found: LeadBody = try await caller.read(.readLead(lead))
            batch.add(found)
        case .read(let conversation, _, _):
            let found: ConversationBody = try await caller.read(.readConversation(conversation))
            batch.add(found)
        case .cancel(let message), .release(let message, _):
            let found: MessageBody = try await caller.read(.readMessage(message))
            batch.add(found)
        }
        return batch
    }

    private static func overtaken(_ wish: Wish) -> String? {
        switch wish.change {
        case .name, .state: "\(name(wish)) was taken back: a colleague has changed it since."
        // It is where the person's other screen has put it.
        case .read, .cancel, .release: nil
        }
    }

    private static func name(_ wish: Wish) -> String {
        switch wish.change {
        case .name: "A lead's name"
        case .state: "A lead's state"
        case .read: "A read mark"
        case .cancel: "Taking a text back"
        case .release: "Letting a text go"
        }
    }
}
