import Drawing
import Messaging

extension Question {
    /// How long a question that news brought hears nothing, so that a key already on its way does not answer it.
    static let patience = Duration.milliseconds(600)
    /// The same while somebody types: over a line that stalls, the rest of what was typed comes a good second later.
    static let typingPatience = Duration.milliseconds(1500)
    /// How long after its last letter a text counts as being typed still: a pause within a word is no end.
    static let typingTime = Duration.seconds(3)
    /// How long a question that was woken hears nothing: less than anybody needs to find the letter.
    static let wakingTime = Duration.milliseconds(300)
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
            // On a narrow screen the end of the sentence is cut: what has become of the text comes first.
            say(
                question.overtaken == nil
                    ? question.text + " You are asked when you leave the composer."
                    : "Held back, and asked about when you leave the composer: " + question.text, .warning)
        } else {
            askUninvited(question)
            emit(.terminal(.bell))
        }
    }

    /// Puts a question that no key has asked for.
    mutating func askUninvited(_ question: Question) {
        var question = question
        (question.hearsFrom, question.isUninvited) = (deafUntil, true)
        question.isAsleep = textAt.map { elapsed - $0 < Question.typingTime } ?? false
        ask(question)
    }

    /// Until when a question that comes now hears nothing: keys may be on their way that were pressed before it.
    var deafUntil: Duration {
        let isTyping = hasHeardKey && lastKey != .named(.escape) && elapsed - lastKeyAt < Question.typingTime
        return max(elapsed + Question.patience, isTyping ? lastKeyAt + Question.typingPatience : .zero)
    }

    /// Esc: the safe answer, or the end of a text that was typed into the question.
    mutating func answerSafely() {
        guard let question else { return }
        guard question.isAsleep else { return answer(question.safe) }
        self.question?.isAsleep = false
        self.question?.hearsFrom = elapsed + Question.wakingTime
        textAt = nil
    }

    /// Takes an answer; before the question could have been read it hears none.
    mutating func answer(_ index: Int) {
        guard let question, elapsed >= question.hearsFrom, question.answers.indices.contains(index) else { return }
        self.question = nil
        if let id = question.message, question.answers[index].consequence != .nothing { decidedHere(id) }
        // Of whoever typed, and did not answer, the rest must not reach the pane behind it.
        if question.isUninvited { lull = Lull(after: .question, at: elapsed) }
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

    /// Looks whether a lead wrote while a reply to it is held, or since the person was asked about that.
    mutating func watchHeldReplies(of window: ConversationWindow) {
        waitingQuestions = waitingQuestions.map { renewed($0, by: window) ?? $0 }
        if let asked = question, var renewed = renewed(asked, by: window) {
            (renewed.hearsFrom, renewed.isUninvited) = (deafUntil, asked.isUninvited)
            renewed.isAsleep = asked.isAsleep
            question = renewed
        }
        for reply in outgoing.here(at: elapsed) where reply.lead == window.lead.id {
            guard let ours = window.messages.first(where: { $0.id == reply.id }),
                let seen = window.messages.firstIndex(where: { $0.id == reply.seenUpTo }),
                let newer = window.messages[(seen + 1)...].last(where: { $0.direction == .inbound })
            else { continue }
            overtaken(ours, lead: window.lead, by: newer)
        }
    }

    /// A held reply is stopped, and the person decides what becomes of it.
    mutating func overtaken(_ ours: MessageRow, lead: LeadRow, by message: MessageRow) {
        let id = ours.id
        guard outgoing.ask(about: id) else { return }
        let reply = outgoing.remove(id)?.draft ?? Draft(of: ours)
        emit(.write(.holdForPerson(id)))
        askSoon(question(about: OvertakenReply(id: id, lead: lead.id, reply: reply, by: message.id), lead, message))
    }

    /// The question with what the lead has written since it was put; `nil` where that is nothing.
    private func renewed(_ question: Question, by window: ConversationWindow) -> Question? {
        guard var about = question.overtaken, about.lead == window.lead.id,
            let seen = window.messages.firstIndex(where: { $0.id == about.by })
        else { return nil }
        let newer = window.messages[(seen + 1)...].filter { $0.direction == .inbound }
        guard let last = newer.last else { return nil }
        (about.by, about.count) = (last.id, about.count + newer.count)
        return self.question(about: about, window.lead, last)
    }

    private func question(about: OvertakenReply, _ lead: LeadRow, _ message: MessageRow) -> Question {
        let text = VisibleText(message.body, keepsLines: false, limit: 60).text
        let ours = QuotedText.words(about.reply, limit: 40)
        let which = ours.map { $0.hasPrefix("“") ? "your reply \($0)" : $0 } ?? "your reply"
        let what =
            message.direction == .outbound
            ? "\(lead.shownTitle) was answered while \(which) was held: “\(text)”."
            : about.count == 1
                ? "\(lead.shownTitle) wrote while \(which) was held: “\(text)”."
                : "\(lead.shownTitle) wrote \(about.count) texts while \(which) was held, the last: “\(text)”."
        // Who has opted out is not written to, whatever the answer.
        let stop = lead.isOptedOut ? " They have opted out, so it is not sent." : ""
        var question = replyQuestion(
            what + stop, about.id, to: lead.id, seenUpTo: about.by, about.reply, mayLeave: !lead.isOptedOut)
        question.overtaken = about
        return question
    }

    /// A person has decided about a message of ours here: nothing more is asked about it, and when the store tells of it
    /// that is no news.
    mutating func decidedHere(_ id: MessageID) {
        outgoing.decide(id, at: elapsed)
        waitingQuestions.removeAll { $0.message == id }
    }

    /// What becomes of a reply that waits for a person's word.
    private func replyQuestion(
        _ text: String, _ id: MessageID, to lead: LeadID, seenUpTo: MessageID? = nil, _ reply: Draft,
        mayLeave: Bool = true
    ) -> Question {
        let send = Question.Answer(
            key: "s", label: "send it", consequence: .letGo(id, of: lead, seenUpTo: seenUpTo, reply))
        let others = [
            Question.Answer(
                key: "e", label: mayLeave ? "edit it" : "keep it as a draft", consequence: .takeBackToEdit(id)),
            .init(key: "d", label: "discard it", consequence: .discard(id, of: lead, reply)),
        ]
        return Question(
            text, answers: (mayLeave ? [send] : []) + others, safe: mayLeave ? 1 : 0, hearsFrom: elapsed)
    }

    /// A reply is in the store whose draft somebody else has sent or changed: the same text may be on its way.
    mutating func queuedDoubtfully(_ id: MessageID, token: Int) {
        guard let reply = outgoing.remove(token: token) else { return }
        if reply.isWantedBack { return emit(.write(.takeBack(id))) }
        _ = outgoing.ask(about: id)
        conversation.isStale = true
        let draft = reply.draft ?? Draft()
        let text = QuotedText.words(draft).map { ": \($0)" } ?? ""
        askSoon(
            replyQuestion("Another inbox has sent or changed this draft meanwhile\(text).", id, to: reply.lead, draft))
    }

    /// Texts that were unsent when the program last ended; they leave only when a person says so.
    mutating func foundLeftHeld(_ hits: [SearchHit]) {
        // One of a run that is gone has become one of ours.
        countsAreStale = true
        for hit in hits {
            let message = hit.message
            // What is kept back for the question about quitting waits for that answer, not for another.
            if outgoing.reply(message.id)?.isKept == true { continue }
            guard outgoing.ask(about: message.id) else { continue }
            let text = QuotedText.words(message).map { ": \($0)" } ?? ""
            askSoon(
                Question(
                    "This was never sent to \(hit.lead.shownTitle)\(text).",
                    answers: [
                        .init(
                            key: "s", label: "send it now",
                            consequence: .letGo(
                                message.id, of: hit.lead.id, seenUpTo: nil, Draft(of: message))),
                        .init(key: "e", label: "edit it", consequence: .takeBackToEdit(message.id)),
                        .init(key: "k", label: "keep it held", consequence: .nothing),
                    ], safe: 2, hearsFrom: elapsed))
        }
    }

    /// Texts about which another inbox asks: here that is said, and nothing else.
    mutating func sayAskedElsewhere(_ hits: [SearchHit]) {
        guard let first = hits.first else { return }
        let key = keyText(.resend)
        if hits.count > 1 {
            return say("\(hits.count) texts wait for a word in another inbox; \(key) on one decides.", .warning)
        }
        let what = QuotedText.words(first.message, limit: 30) ?? "A message"
        say(
            "\(what.prefix(1).uppercased() + what.dropFirst()) to \(first.lead.shownTitle) waits for a word in another inbox; "
                + "\(key) on it decides.", .warning)
    }

    /// A question that another inbox has answered is none any more.
    mutating func dropQuestions(about decided: Set<MessageID>) {
        let messages = decided.filter { !outgoing.takeDecision($0, at: elapsed) }
        waitingQuestions.removeAll { $0.message.map(messages.contains) ?? false }
        guard let asked = question?.message, messages.contains(asked) else { return }
        question = nil
        // An answer that is on its way to the question must not reach the pane behind it.
        lull = Lull(after: .question, at: elapsed)
        say("That was decided in another inbox.")
    }
}
