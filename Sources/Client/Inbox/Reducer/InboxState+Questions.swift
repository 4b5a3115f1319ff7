import Messaging

extension Question {
    /// How long a question that news brought hears nothing, so that a key already on its way does not answer it.
    static let patience = Duration.milliseconds(600)
}

extension InboxState {
    /// Puts a question before everything else.
    mutating func ask(_ question: Question) {
        if self.question != nil { return waitingQuestions.append(question) }
        self.question = question
        // What was said before is no longer true while it is asked.
        if notice?.weight == .success { clearNotice() }
        pending = PendingKeys()
        alarms[.hint] = nil
    }

    /// Asks what news made doubtful; a person who is writing is asked afterwards.
    mutating func askSoon(_ question: Question) {
        if composer != nil || picker != nil || self.question != nil {
            waitingQuestions.append(question)
            say(question.text + " You are asked when you leave the composer.", .warning)
        } else {
            var question = question
            (question.hearsFrom, question.isUninvited) = (elapsed + Question.patience, true)
            ask(question)
            emit(.terminal(.bell))
        }
    }

    /// Takes an answer; before the question could have been read it hears none.
    mutating func answer(_ index: Int) {
        guard let question, elapsed >= question.hearsFrom, question.answers.indices.contains(index) else { return }
        self.question = nil
        // Of whoever typed, and did not answer, the rest must not reach the pane behind it.
        if question.isUninvited { keysCountFrom = elapsed + Question.patience }
        switch question.answers[index].consequence {
        case .nothing: break
        case .quit(let unsent): quit(unsent)
        case .stay: stay()
        case .loseDrafts:
            drafts.giveUpUnsaved()
            requestQuit()
        case .letGo(let id, let lead, let seen, let draft): letGo(id, of: lead, seenUpTo: seen, draft)
        case .takeBackToEdit(let id):
            outgoing.answered(about: id)
            emit(.write(.takeBack(id)))
        case .discard(let id, let lead, let text):
            discard(id, of: lead, text)
        case .acceptCandidate(let name, let id): emit(.write(.acceptCandidate(name, as: id)))
        case .sendAgain(let row): sendInDoubt(row)
        }
    }

    // MARK: The reply guard

    /// Looks whether a lead wrote while a reply to it is held.
    mutating func watchHeldReplies(of window: ConversationWindow) {
        for reply in outgoing.here(at: elapsed) where reply.lead == window.lead.id {
            guard let id = reply.id, let seen = window.messages.firstIndex(where: { $0.id == reply.seenUpTo }),
                let newer = window.messages[(seen + 1)...].last(where: { $0.direction == .inbound })
            else { continue }
            overtaken(id, lead: window.lead, by: newer)
        }
    }

    /// A held reply is stopped, and the person decides what becomes of it.
    mutating func overtaken(_ id: MessageID, lead: LeadRow, by message: MessageRow) {
        guard outgoing.ask(about: id) else { return }
        let reply = outgoing.remove(id)?.draft ?? Draft()
        emit(.write(.holdForPerson(id)))
        let text = VisibleText(message.body, keepsLines: false, limit: 60).text
        let what = message.direction == .inbound ? "\(lead.shownTitle) wrote" : "\(lead.shownTitle) was answered"
        let ours = VisibleText(reply.text, keepsLines: false, limit: 40).text
        let which = ours.isEmpty ? "your reply" : "your reply “\(ours)”"
        askSoon(
            replyQuestion(
                "\(what) while \(which) was held: “\(text)”.", id, to: lead.id, seenUpTo: message.id, reply))
    }

    /// What becomes of a reply that waits for a person's word.
    private func replyQuestion(
        _ text: String, _ id: MessageID, to lead: LeadID, seenUpTo: MessageID? = nil, _ reply: Draft
    ) -> Question {
        Question(
            text,
            answers: [
                .init(key: "s", label: "send it", consequence: .letGo(id, of: lead, seenUpTo: seenUpTo, reply)),
                .init(key: "e", label: "edit it", consequence: .takeBackToEdit(id)),
                .init(key: "d", label: "discard it", consequence: .discard(id, of: lead, reply)),
            ], safe: 1, hearsFrom: elapsed)
    }

    /// A reply is in the store whose draft somebody else has sent or changed: the same text may be on its way.
    mutating func queuedDoubtfully(_ id: MessageID, token: Int) {
        guard let reply = outgoing.remove(token: token) else { return }
        if reply.isWantedBack { return emit(.write(.takeBack(id))) }
        _ = outgoing.ask(about: id)
        conversation.isStale = true
        let draft = reply.draft ?? Draft()
        let text = VisibleText(draft.text, keepsLines: false, limit: 60).text
        askSoon(
            replyQuestion(
                "Another inbox has sent or changed this draft meanwhile: “\(text)”.", id, to: reply.lead, draft))
    }

    /// Texts that were unsent when the program last ended; they leave only when a person says so.
    mutating func foundLeftHeld(_ hits: [SearchHit]) {
        for hit in hits {
            let message = hit.message
            // What is kept back for the question about quitting waits for that answer, not for another.
            if outgoing.reply(message.id)?.isKept == true { continue }
            guard outgoing.ask(about: message.id) else { continue }
            let text = VisibleText(message.body, keepsLines: false, limit: 60).text
            askSoon(
                Question(
                    "This was never sent to \(hit.lead.shownTitle): “\(text)”.",
                    answers: [
                        .init(
                            key: "s", label: "send it now",
                            consequence: .letGo(
                                message.id, of: hit.lead.id, seenUpTo: nil, Draft(text: message.body))),
                        .init(key: "e", label: "edit it", consequence: .takeBackToEdit(message.id)),
                        .init(key: "k", label: "keep it held", consequence: .nothing),
                    ], safe: 2, hearsFrom: elapsed))
        }
    }

    /// A question that another inbox has answered is none any more.
    mutating func dropQuestions(about messages: Set<MessageID>) {
        waitingQuestions.removeAll { $0.message.map(messages.contains) ?? false }
        guard let asked = question?.message, messages.contains(asked) else { return }
        question = nil
        // An answer that is on its way to the question must not reach the pane behind it.
        keysCountFrom = elapsed + Question.patience
        say("That was decided in another inbox.")
    }
}
