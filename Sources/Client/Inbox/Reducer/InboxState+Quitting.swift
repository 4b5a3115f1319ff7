import Drawing
import Messaging

/// What the question about quitting speaks of.
struct QuitAsked: Hashable, Sendable {
    /// How many messages had not left when it was asked.
    let unsent: Int
    /// Whether the store's counts have known of all of them; from then on a lower count means that some are gone.
    var isCounted: Bool
}

extension InboxState {
    /// Quits, asking first where a draft would be lost, or something has not left yet; what is still held then waits
    /// for the answer.
    mutating func requestQuit() {
        if asksAboutUnsavedDrafts() { return }
        let unsent = max(counts?.held ?? 0, outgoing.replies.count { $0.isHere(at: elapsed) })
        guard unsent > 0 else { return quit(.leave) }
        quitAsked = QuitAsked(unsent: unsent, isCounted: counts?.held ?? 0 >= unsent)
        for id in outgoing.keep(at: elapsed) { emit(.write(.holdForPerson(id))) }
        countsAreStale = true
        ask(quitQuestion(unsent == 1 ? "One message has not left yet." : "\(unsent) messages have not left yet."))
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

    /// Says in the open question what has become of the messages meanwhile.
    mutating func recountQuitQuestion(_ counts: InboxCounts) {
        guard question != nil, var asked = quitAsked else { return }
        asked.isCounted = asked.isCounted || counts.held >= asked.unsent
        quitAsked = asked
        guard asked.isCounted, counts.held < asked.unsent else { return }
        let gone = asked.unsent - counts.held
        let went = gone == 1 ? "One message has" : "\(gone) messages have"
        let rest =
            counts.held == 0
            ? "None is left to send or to take back."
            : counts.held == 1 ? "One has not left yet." : "\(counts.held) have not left yet."
        let were = gone == 1 ? "was" : "were"
        let text = "\(went) left meanwhile, or \(were) taken back elsewhere. \(rest)"
        guard text != question?.text else { return }
        var next = quitQuestion(text)
        next.hearsFrom = deafUntil
        question = next
    }

    /// The person stays: what was kept back has a new undo window, and leaves as any reply does.
    mutating func stay() {
        quitAsked = nil
        let given = outgoing.giveKept(until: elapsed + settings.undoWindow)
        for reply in given { if let id = reply.id { holdAgain(id, of: reply.lead) } }
    }
}
