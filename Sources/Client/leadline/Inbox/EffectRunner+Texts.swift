import Inbox
import LocalStore
import Logging
import Messaging
import Synchronization

/// Texts on their way into the mirror. What it cannot take for now is tried again under its name until it can, and lies in
/// a file meanwhile: whatever ends the process, the text is somewhere.
extension EffectRunner {
    /// How long the mirror is left alone before it is asked again, in milliseconds.
    private static let pause = 1000

    /// Commits a reply as held, after those that were written before it.
    func queue(_ intent: OutgoingIntent, heldFor span: Duration, _ token: Int) {
        backlog.add(
            Backlog.Text(token: token, name: .new(), intent: intent, span: span, writtenAt: WallClock.now()))
        write { [self] in workOff() }
        errand(after: Self.pause) { [self] in
            // Other writes may be in front of it that the mirror does not take either.
            if backlog.texts.contains(where: { $0.token == token }) { rescue() }
        }
    }

    /// Gives up writing down what was to be queued, unless it is in the mirror.
    func withdraw(_ token: Int) {
        write { [self] in
            guard backlog.remove(token: token) else { return nil }
            rescue()
            return .withdrawn(token: token)
        }
    }

    /// Writes something about a lead, after the texts to that lead.
    func write(of lead: LeadID, _ work: @escaping @Sendable () throws -> News?) {
        if !backlog.put(behindTextsTo: lead, work) { write(work) }
    }

    /// Writes down what waits, until the mirror takes something not yet. Only ever by the queue of writes.
    private func workOff() -> News? {
        while let item = backlog.first {
            switch item {
            case .later(_, let work):
                backlog.removeFirst()
                answer(work)
            case .text(let text):
                let outcome = writeDown(text)
                if case .delayed(let notice) = outcome {
                    rescue()
                    tryAgain()
                    return .queueDelayed(notice, token: text.token)
                }
                backlog.removeFirst()
                post(outcome.news(of: text))
            }
        }
        rescue()
        return nil
    }

    private func tryAgain() {
        guard
            !isTryingAgain.withLock({ isTrying in
                defer { isTrying = true }
                return isTrying
            })
        else { return }
        write(after: Self.pause) { [self] in
            isTryingAgain.withLock { $0 = false }
            return workOff()
        }
    }

    /// What came of writing a text down.
    private enum Outcome {
        case here(OutboxEntry, Duration)
        case gone
        case failed(Notice)
        /// For now.
        case delayed(Notice)

        func news(of text: Backlog.Text) -> News {
            switch self {
            case .here(let entry, _) where entry.waitsForPerson: .queuedDoubtfully(entry.id, token: text.token)
            case .here(let entry, let span): .queued(entry.id, heldFor: span, token: text.token)
            case .gone: .queuedBefore(token: text.token)
            case .failed(let notice), .delayed(let notice): .queueFailed(notice, token: text.token)
            }
        }
    }

    private func writeDown(_ text: Backlog.Text) -> Outcome {
        let now = WallClock.now()
        // A text that had to wait is as old as it is, so that one from long ago is asked about.
        let writtenAt = now - text.writtenAt > .seconds(2) ? text.writtenAt : nil
        let text = asSaved(text)
        do throws(StoreError) {
            let queued = try store.queue(
                text.intent, as: text.name, heldUntil: text.span > .zero ? now + text.span : nil, writtenAt: writtenAt,
                now: now)
            unsaved.withLock { $0[text.intent.lead] = nil }
            guard case .here(let entry) = queued else { return .gone }
            nudge(.outbox)
            if text.span > .zero { nudge(.conversation(text.intent.lead)) }
            return .here(entry, entry.dueAt.map { $0 - now } ?? .zero)
        } catch {
            guard let obstacle = error.obstacle else { return .failed(report(error)) }
            logger.error("\(error)")
            return .delayed(Notice(obstacle, .warning))
        }
    }

    // MARK: Drafts that the mirror did not take

    /// Notes whether the mirror has taken a draft; `known` is what it had before, as far as is known.
    func note(_ isSaved: Bool, draftOf lead: LeadID, over known: Draft?) {
        unsaved.withLock { unsaved in
            if isSaved { unsaved[lead] = nil } else if unsaved[lead] == nil { unsaved[lead] = known ?? Draft() }
        }
    }

    /// The text with the draft that the mirror has of it: one that it did not take was never there for others to change.
    private func asSaved(_ text: Backlog.Text) -> Backlog.Text {
        guard let known = unsaved.withLock({ $0[text.intent.lead] }) else { return text }
        var text = text
        text.intent.savedDraft = known.text
        return text
    }

    // MARK: The file

    /// Has the file hold what is not in the mirror; it goes when nothing is left. A file that cannot be written is
    /// found out at the end, where it matters.
    func rescue() {
        rescued.withLock { rescued in
            if !rescued.isFinal { try? put(&rescued) }
        }
    }

    /// The same with drafts, for a process that ends. After the final word nothing but the end is to come.
    func rescue(_ drafts: [RescuedTexts.Unsaved], asDrafts: Bool, isFinal: Bool) throws(Complaint) {
        try rescued.withLock { (rescued) throws(Complaint) in
            (rescued.drafts, rescued.asDrafts, rescued.isFinal) = (drafts, asDrafts, isFinal)
            try put(&rescued)
        }
    }

    private func put(_ rescued: inout Rescued) throws(Complaint) {
        let texts = backlog.texts.map { RescuedTexts.Text(asSaved($0), isDraft: rescued.asDrafts) }
        // Nearly always there is nothing, and there was nothing.
        guard rescued.hasFile || !texts.isEmpty || !rescued.drafts.isEmpty else { return }
        try rescueShelf.write(texts, rescued.drafts, of: store.session)
        rescued.hasFile = !texts.isEmpty || !rescued.drafts.isEmpty
    }

    /// What lies on the shelf of this run.
    struct Rescued {
        var hasFile = false
        /// Whether nothing changes it any more.
        var isFinal = false
        var drafts: [RescuedTexts.Unsaved] = []
        /// Whether texts are to come back as drafts.
        var asDrafts = false
    }
}

extension StoreError {
    /// What is in the way for now, where the same may go well later without being changed; `nil` of all else.
    fileprivate var obstacle: String? {
        switch self {
        case .busy: "Another program keeps the database busy"
        case .full: "The disk is full and wants room"
        case .readOnly(let folder):
            "Nothing can be written in the folder \(visible(folder)): see to its rights, and whether its disk is mounted read-only"
        case .moved: "The database was moved, replaced or deleted: Leadline has to be started anew"
        case .otherSource, .newerVersion, .damaged, .unsafeFile, .missing, .ourFault: nil
        }
    }

    var mayPass: Bool { obstacle != nil }
}
