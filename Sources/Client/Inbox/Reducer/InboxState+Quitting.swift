import Drawing
import Messaging

/// What the question about quitting speaks of.
struct QuitAsked: Hashable, Sendable {
    /// The messages that the store has told of since it was asked, those of them that are gone too.
    var told: Set<MessageID>
    /// How many of them are gone.
    var gone = 0
}

extension InboxState {
    /// Quits, asking first where a draft would be lost, or something has not left yet that was written here or is asked
    /// about here; what is still held of it then waits for the answer.
    mutating func requestQuit() {
        if asksAboutUnsavedDrafts() { return }
        guard unsentCount > 0 else { return quit(.leave) }
        quitAsked = QuitAsked(told: Set(counts?.own.ids ?? []))
        let text = unsentWords
        for id in outgoing.keep(at: elapsed) { emit(.write(.holdForPerson(id))) }
        countsAreStale = true
        ask(quitQuestion(text))
    }

    /// How many texts this inbox answers for that have not left as far as is known.
    private var unsentCount: Int { (counts?.own.ids.count ?? 0) + uncounted.count }

    /// Replies that the store has not told of yet.
    private var uncounted: [HeldReply] {
        let told = (quitAsked?.told ?? []).union(counts?.own.ids ?? [])
        return outgoing.replies.filter { reply in
            reply.isHere(at: elapsed) && !(reply.id.map { told.contains($0) } ?? false)
        }
    }

    /// Says what has not left, and names the first of it: it is not always what the person thinks of.
    private var unsentWords: String {
        let count = unsentCount
        let what = firstUnsent.map { (count == 1 ? ": " : ", the first: ") + $0 } ?? ""
        return (count == 1 ? "One message has not left yet" : "\(count) messages have not left yet") + what + "."
    }

    private var firstUnsent: String? {
        if let hit = counts?.own.first {
            return (QuotedText.words(hit.message, limit: 30) ?? "a text") + " to \(hit.lead.shownTitle)"
        }
        guard let reply = uncounted.first else { return nil }
        let lead = table.rows.first { $0.id == reply.lead }
        return (reply.draft.flatMap { QuotedText.words($0, limit: 30) } ?? "a text")
            + (lead.map { " to \($0.title)" } ?? "")
    }

    /// Whether a key means the end where the screen is too small for anything else. A letter that is being written is
    /// none, nor one of a text that came all at once.
    func leavesSmallScreen(_ key: Key) -> Bool {
        guard question == nil else { return false }
        if key == .ctrl("c") { return true }
        return !isWriting && !burst.readsLikeText && settings.keyMap.meaning(of: [key], in: .table) == .action(.quit)
    }

    /// What is written on a screen that is too small.
    var wayOutOfSmallScreen: String { isWriting ? "Ctrl-C quits." : "\(keyText(.quit)) or Ctrl-C quits." }

    private var isWriting: Bool { context == .composer || context == .line }

    mutating func quit(_ unsent: Effect.Unsent) {
        namedAtQuit = quitAsked?.told ?? []
        quitAsked = nil
        saveDraft()
        emit(.terminal(.quit(unsent)))
    }

    private func quitQuestion(_ text: String) -> Question {
        Question(
            text,
            answers: [
                .init(key: "s", label: "send now and quit", consequence: .quit(.sendNow)),
                .init(key: "d", label: "back to draft and quit", consequence: .quit(.toDrafts)),
                .init(key: "c", label: "stay", consequence: .stay),
            ], safe: 2, hearsFrom: elapsed)
    }

    /// Says in the open question what has become of the messages meanwhile, and which have come to it.
    mutating func recountQuitQuestion(_ counts: InboxCounts) {
        guard let open = question, var asked = quitAsked else { return }
        let own = Set(counts.own.ids)
        let isMore = own.contains { !asked.told.contains($0) && outgoing.reply($0) == nil }
        asked.told.formUnion(own)
        let isLess = asked.told.count - own.count > asked.gone
        asked.gone = asked.told.count - own.count
        quitAsked = asked
        let went = asked.gone == 1 ? "One message has" : "\(asked.gone) messages have"
        let were = asked.gone == 1 ? "was" : "were"
        let rest = unsentCount == 0 ? "None is left to send or to take back." : unsentWords
        let text = asked.gone == 0 ? rest : "\(went) left meanwhile, or \(were) taken back elsewhere. \(rest)"
        guard text != open.text else { return }
        var next = quitQuestion(text)
        // What it is about may have been read already where only the name has come to it.
        next.hearsFrom = isMore || isLess ? deafUntil : open.hearsFrom
        question = next
    }

    /// The person stays: what was kept back has a new undo window, and leaves as any reply does.
    mutating func stay() {
        quitAsked = nil
        let given = outgoing.giveKept(until: elapsed + settings.undoWindow)
        for reply in given { if let id = reply.id { holdAgain(id, of: reply.lead) } }
    }
}
