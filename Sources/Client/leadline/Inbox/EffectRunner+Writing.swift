import Inbox
import LocalStore
import Messaging
import PhoneNumbers
import Sync

extension EffectRunner {
    /// Begins to change the mirror and returns at once.
    func perform(_ change: Effect.Write) {
        let store = store
        if let refusal = refusal(of: change) { return write { refusal } }
        switch change {
        case .saveDraft(let draft, let lead, let known, let token): saveDraft(draft, lead, over: known, token)
        case .returnDraft(let draft, let lead, let id):
            write(of: lead) { .tookBack(id, lead: lead, try store.returnDraft(draft, to: lead, now: WallClock.now())) }
        case .queue(let intent, let span, let token): queue(intent, heldFor: span, token)
        case .withdraw(let token): withdraw(token)
        case .resend(let id, let span, let token):
            resend(id, heldFor: span, token) { try store.resend($0, heldUntil: $1, now: $2) }
        case .acceptCandidate(let name, let id):
            write {
                try store.acceptCandidate(name, as: id, now: WallClock.now())
                    ? .notice(Notice("Settled: it has left.", .success)) : .notice(Self.decidedElsewhere)
            }
        case .sendAgain(let id, let span, let token):
            resend(id, heldFor: span, token) { try store.sendAgain($0, heldUntil: $1, now: $2) }
        case .takeBack(let id):
            write { [self] in
                if try store.recall(id, now: WallClock.now()) { return asked("take the text back") }
                let lead = try store.message(id)?.leadID
                return .tookBack(id, lead: lead, try store.takeBack(id, now: WallClock.now()))
            }
        case .discard(let id, let token):
            write { .discarded(try store.discard(id, now: WallClock.now()), token: token) }
        case .holdForPerson(let id): quietly { _ = try store.holdForPerson(id, now: $0) }
        case .holdAgain(let id, let span, let seen, let passes):
            write {
                let now = WallClock.now()
                return try store.holdAgain(id, until: now + span, seenUpTo: seen, passes: passes, now: now)
                    ? .heldAgain : .notice(Self.decidedElsewhere)
            }
        case .release(let id): release(id)
        case .change(let change, let lead, let token): make(change, of: lead, token)
        case .forgetEmptyLead(let lead):
            write(of: lead) {
                try store.forgetEmptyLead(lead, now: WallClock.now())
                return nil
            }
        case .startConversation(let number, let token): startConversation(number, token)
        }
    }

    /// The answer to what would have a text with attachments leave by a way that takes none.
    private func refusal(of change: Effect.Write) -> News? {
        guard desk.profile.missing.contains(.attach), case .queue(let intent, _, let token) = change,
            !intent.mediaURLs.isEmpty
        else { return nil }
        return .queueFailed(Notice(Ability.attach.reason, .warning), token: token)
    }

    /// A write that nothing answers but the store's own word that it has changed.
    private func quietly(_ work: @escaping @Sendable (Instant) throws -> Void) {
        write {
            try work(WallClock.now())
            return nil
        }
    }

    private func saveDraft(_ draft: Draft, _ lead: LeadID, over known: Draft?, _ token: Int) {
        let store = store
        write(of: lead) { [self] in
            do {
                let saved = try store.saveDraft(draft, of: lead, over: known, now: WallClock.now())
                note(true, draftOf: lead, over: known)
                switch saved {
                case .saved: return .draftSaved(lead, token: token)
                case .merged(let whole): return .draftMerged(lead, of: draft.text, whole: whole, token: token)
                case .ended: return .draftEnded(lead, known: known?.text ?? "", token: token)
                }
            } catch {
                note(false, draftOf: lead, over: known)
                return .draftFailed(lead, token: token, report(error))
            }
        }
    }

    private func make(_ change: LeadChange, of lead: LeadID, _ token: Int?) {
        let store = store
        if desk.profile.missing.contains(.block), case .blocked = change.wish {
            let notice = Notice(Ability.block.reason, .warning)
            return write { token.map { .changeFailed(notice, token: $0) } ?? .notice(notice) }
        }
        write { [self] in
            do {
                let inverse = try store.apply(change, to: lead, now: WallClock.now())
                return token.map { .changed(by: inverse, token: $0) }
            } catch {
                return token.map { .changeFailed(report(error), token: $0) } ?? .notice(report(error))
            }
        }
    }

    private func release(_ id: MessageID) {
        let store = store
        write { [self] in
            if try store.letServerSend(id, now: WallClock.now()) { return asked("let the text go") }
            guard try store.release(id, now: WallClock.now()) else { return .notice(Self.decidedElsewhere) }
            nudge(.outbox)
            return nil
        }
    }

    /// The server is told of it next, and says what becomes of it.
    private func asked(_ what: String) -> News {
        nudge(.outbox)
        return .notice(Notice("The server is asked to \(what); the conversation shows what becomes of it."))
    }

    private static let decidedElsewhere = Notice(
        "That was decided elsewhere: the message has left, or does not wait any more.", .warning)

    /// Queues a message that did not leave once more. The store refuses what may have left, or is on its way again.
    private func resend(
        _ id: MessageID, heldFor span: Duration, _ token: Int,
        _ queue: @escaping @Sendable (MessageID, Instant?, Instant) throws -> Resending
    ) {
        write { [self] in
            let now = WallClock.now()
            do {
                switch try queue(id, span > .zero ? now + span : nil, now) {
                case .queued(let entry):
                    nudge(.outbox)
                    return .queued(entry.id, heldFor: entry.dueAt.map { $0 - now } ?? .zero, token: token)
                case .before(let moment):
                    let time = Moments(zone: WallClock.zone(around: now), now: now).dated(moment)
                    let notice = Notice("It was sent again at \(time), and is not sent once more.", .warning)
                    return .queueFailed(notice, token: token)
                case .refused:
                    let notice = Notice(
                        "This message may have left, or is on its way again: it is not sent once more.", .warning)
                    return .queueFailed(notice, token: token)
                }
            } catch {
                return .queueFailed(report(error), token: token)
            }
        }
    }

    /// Finds or makes the lead with a number. The library that reads numbers is slow to load, so this is no business of
    /// the loop.
    private func startConversation(_ number: String, _ token: Int) {
        let (store, desk) = (store, desk)
        write {
            let book = desk.phoneBook()
            let parsed: ParsedNumber
            do throws(PhoneNumberError) {
                parsed = try book.e164(number)
            } catch {
                return .numberRefused(reason: error.description, token: token)
            }
            guard !desk.profile.numbers.contains(parsed.number) else {
                return .numberRefused(reason: "This is a number of your own.", token: token)
            }
            return try Self.lead(parsed, desk, book, store).map {
                .conversationStarted($0, remark: parsed.hint, name: parsed.name, token: token)
            }
        }
    }
}
