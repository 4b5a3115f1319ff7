import Drawing
import Messaging

extension InboxState {
    /// Queues the text for the lead the composer belongs to, and leaves as the setting or the key says.
    mutating func send(then: InboxSettings.AfterSend) {
        guard let composer, composer.lock == nil else { return }
        let draft = composer.draft
        guard composer.knowsDraft else { return say("The draft is still being read; a moment.") }
        if let reason = refusal(toSend: draft, to: composer.row) {
            say(reason, .warning)
            return
        }
        if composer.isJoined {
            self.composer?.isJoined = false
            return say("Another inbox's text stands with yours: look at both, then press the key again.", .warning)
        }
        if let earlier = waitingQuestions.compactMap(\.overtaken).first(where: { $0.lead == composer.lead }) {
            let text = QuotedText.words(earlier.reply, limit: 30) ?? "Your reply before"
            let key = settings.keyText(.leaveComposer, in: .composer)
            let sentence = "\(text) waits for your word, and this one behind it; \(key) asks."
            return say(sentence.prefix(1).uppercased() + sentence.dropFirst(), .warning)
        }
        let intent = OutgoingIntent(
            lead: composer.lead, body: draft.text, mediaURLs: draft.mediaURLs, sender: senderNumber,
            service: settings.senders.service, seenUpTo: seenUpTo(composer), endsDraft: true,
            savedDraft: composer.endedElsewhere ?? composer.saved.text, address: composer.row.address,
            resends: draft.resends)
        (alarms[.draft], textAt) = (nil, nil)
        let token = makeToken()
        emit(.write(.queue(intent, heldFor: settings.undoWindow, token: token)))
        if settings.undoWindow > .zero { emit(.outside(.nudge(.conversation(intent.lead)))) }
        drafts.send(intent.lead, token: token)
        conversation.draft = nil
        if then == .write {
            emptyComposer()
        } else {
            (self.composer, focus) = (nil, composer.origin)
            lull = Lull(after: .sentText, at: burst.at)
        }
        holding(intent.lead, seenUpTo: intent.seenUpTo, draft: draft, token: token)
        if conversation.hasNewer { conversation.wish = .newest }
        (conversation.bottom, conversation.newestWhenLeft) = (.newest, nil)
        if then == .doneNext, composer.row.state != .closed {
            outgoing.close(composer.lead, by: setState(of: composer.row, .closed, isQuiet: true))
        }
        if then == .nextWaiting || then == .doneNext {
            findWaiting(isBackwards: false, after: composer.lead, since: composer.row.waitingSince)
        }
    }

    /// The composer stays on its lead for what comes next.
    private mutating func emptyComposer() {
        composer?.editor = LineEditor("")
        composer?.mediaURLs = []
        composer?.resends = nil
        composer?.saved = Draft()
        composer?.endedElsewhere = nil
        composer?.isJoined = false
        composer?.cameFrom = nil
        readMeter()
    }

    /// The newest message that the person can have taken in: not one that came on the screen only just now.
    private func seenUpTo(_ composer: ComposerState) -> MessageID? {
        guard conversation.bottom == .newest, !conversation.hasNewer,
            elapsed - conversation.newestSince >= Self.readingTime
        else { return composer.seenUpTo }
        return conversation.messages.last?.id ?? composer.seenUpTo
    }

    /// How long a message has to be on the screen before a reply counts as knowing it.
    private static let readingTime = Duration.milliseconds(1500)

    /// Remembers that a reply is on its way into the store. That it is held is said when it is there.
    mutating func holding(_ lead: LeadID, seenUpTo: MessageID?, draft: Draft?, token: Int) {
        outgoing.add(
            HeldReply(
                token: token, lead: lead, seenUpTo: seenUpTo, draft: draft, until: elapsed + settings.undoWindow,
                writtenAt: now), at: elapsed)
    }

    /// Says that a reply is held now, and for how long.
    mutating func sayHeld() {
        if settings.undoWindow >= .seconds(1) {
            say(heldWords(in: focus), .success)
            alarms[.notice] = elapsed + settings.undoWindow
        } else {
            say("handed over", .success)
        }
    }

    private func heldWords(in pane: Pane) -> String {
        "held \(settings.undoWindow.components.seconds) s, \(settings.keyText(.undo, in: pane)) takes it back"
    }

    /// The key that takes a text back is another one in a text: what names it follows the person there.
    mutating func keepHeldWordsTrue() {
        guard let notice, notice.weight == .success, notice.text != heldWords(in: focus),
            Pane.allCases.contains(where: { heldWords(in: $0) == notice.text })
        else { return }
        notices.reword(heldWords(in: focus))
    }

    private var takeBackKey: String { settings.keyText(.undo, in: focus) }

    /// Why this text cannot be sent, or `nil`.
    private func refusal(toSend draft: Draft, to row: LeadRow) -> String? {
        if let reason = refusal(of: row) { return reason }
        if VisibleText.isBlank(draft.text), draft.mediaURLs.isEmpty {
            return draft.text.allSatisfy(\.isWhitespace)
                ? "There is nothing to send yet." : "Nobody would see anything of this text, so it is not sent."
        }
        let units = MessageLimits.units(of: draft.text)
        if units > MessageLimits.units {
            return "The text has \(units) characters and a message carries \(MessageLimits.units): shorten it."
        }
        return nil
    }

    /// Sends what did not leave once more as it stands, through the undo window like any other.
    mutating func sendAgain(_ row: MessageRow) {
        let token = makeToken()
        emit(.write(.resend(row.id, heldFor: settings.undoWindow, token: token)))
        holding(row.leadID, seenUpTo: conversation.messages.last?.id, draft: nil, token: token)
    }

    /// The store has the reply; from now on it has an id to be taken back by.
    mutating func queued(_ id: MessageID, heldFor span: Duration, token: Int) {
        let window = makeToken()
        drafts.saved(token: token, window: window)
        guard let reply = outgoing.committed(id, token: token, until: elapsed + span, window: window) else { return }
        if reply.isWantedBack {
            emit(.write(.takeBack(id)))
        } else if reply.isKept {
            emit(.write(.holdForPerson(id)))
        } else if reply.isWantedNow {
            sendNow(.stored(id))
        } else {
            sayHeld()
        }
    }

    /// The store could not take a text yet. It stands in its conversation, and is tried again by itself.
    mutating func queueDelayed(_ notice: Notice, token: Int) {
        guard outgoing.delay(token: token) else { return }
        say(
            "\(notice.text). The text is written down as soon as that is over; \(takeBackKey) takes it back.", .warning)
    }

    /// A text was taken back before the store had it: it is the lead's draft again.
    mutating func withdrew(token: Int) {
        guard let reply = outgoing.remove(token: token) else { return }
        drafts.forget(token: token)
        reopen(reply.lead)
        giveBack(reply.draft ?? Draft(), to: reply.lead)
        if composer == nil, picker == nil {
            select(lead: reply.lead)
            openComposer()
        }
        say("Taken back; nothing has left.", .success)
    }

    /// A text was written down before, and has left since or was taken back elsewhere.
    mutating func queuedBefore(token: Int) {
        drafts.saved(token: token, window: makeToken())
        _ = outgoing.remove(token: token)
        conversation.isStale = true
    }

    /// The intent did not get into the store; its text is the lead's draft again.
    mutating func queueFailed(_ notice: Notice, token: Int) {
        let failed = outgoing.remove(token: token)
        drafts.forget(token: token)
        if let failed, let draft = failed.draft { giveBack(draft, to: failed.lead) }
        conversation.isStale = true
        say(notice.text, notice.weight)
    }

    /// A text that could not be taken for sending is the lead's draft again, before whatever was written since.
    private mutating func giveBack(_ draft: Draft, to lead: LeadID) {
        guard let composer, composer.lead == lead, composer.lock == nil else {
            var whole = draft
            if let since = drafts.draft(of: lead), !since.isEmpty {
                whole.text += "\n" + since.text
                whole.mediaURLs += since.mediaURLs
            }
            return store(whole, of: lead)
        }
        edit { editor in
            editor.replaceAll(with: editor.text.isEmpty ? draft.text : draft.text + "\n" + editor.text)
        }
        self.composer?.mediaURLs = draft.mediaURLs + composer.mediaURLs
        self.composer?.resends = draft.resends ?? composer.resends
        draftChanged()
    }

    // MARK: Taking back

    /// The message that `z` would take back: the reply held last, else one of the current lead that has not left.
    var takeBackCandidate: UnsentText? {
        outgoing.here(at: elapsed).last.map { UnsentText($0) } ?? unsentMessage.map { .stored($0.id) }
    }

    /// The newest message on the screen that is still ours to take back; under the cursor before any other.
    var unsentMessage: MessageRow? {
        if let row = conversation.current?.row, isUnsent(row) || isRecallable(row) { return row }
        return conversation.messages.last { isUnsent($0.row) }?.row
    }

    /// Whether a server has the text and can still be asked to take it back.
    private func isRecallable(_ row: MessageRow) -> Bool {
        row.isWithServer && row.sendState.map { [.held, .scheduled, .pending].contains($0) } ?? false
    }

    private func isUnsent(_ row: MessageRow) -> Bool {
        !row.isWithServer && (row.sendState == .held || row.sendState == .pending)
    }

    /// What leaves at once when that is wanted, in the order in which it was written: the message under the cursor, else
    /// all to this lead, and what would keep it waiting. The store may not have answered for the newest yet.
    var sendNowCandidates: [UnsentText] {
        let isChosen = conversation.cursor != nil && conversation.current.map { isUnsent($0.row) } ?? false
        guard let lead = currentLead else { return [] }
        if let row = conversation.current?.row, row.isWithServer, row.sendState == .held { return [.stored(row.id)] }
        let fresh = outgoing.here(at: elapsed).filter { $0.lead == lead && conversation.index(of: $0.id) == nil }
        let last = isChosen ? conversation.current?.id : fresh.isEmpty ? unsentMessage?.id : nil
        let end = conversation.index(of: last).map { $0 + 1 } ?? conversation.messages.count
        // What waits for a person's word is not decided about in passing, nor keeps waiting what such a word is about.
        let rows = conversation.messages[..<end].filter { message in
            isUnsent(message.row) && (message.row.dueAt != nil || message.id == last)
        }
        return rows.map { .stored($0.id) } + (isChosen ? [] : fresh.map { UnsentText($0) })
    }

    /// Lets a reply go at the person's word about it. It has an undo window of its own, and leaves by the guarded way.
    mutating func letGo(_ id: MessageID, of lead: LeadID, seenUpTo: MessageID?, _ draft: Draft?) {
        outgoing.answered(about: id)
        outgoing.add(
            HeldReply(
                token: makeToken(), id: id, lead: lead, seenUpTo: seenUpTo, draft: draft,
                until: elapsed + settings.undoWindow, writtenAt: now), at: elapsed)
        holdAgain(id, of: lead, seenUpTo: seenUpTo, passes: true)
    }

    /// Holds a reply anew for the undo window. Whether it then leaves is decided where all replies are let go: not when
    /// somebody has written since.
    mutating func holdAgain(_ id: MessageID, of lead: LeadID, seenUpTo: MessageID? = nil, passes: Bool = false) {
        emit(.write(.holdAgain(id, for: settings.undoWindow, seenUpTo: seenUpTo, passes: passes)))
        emit(.outside(.nudge(.outbox)))
        emit(.outside(.nudge(.conversation(lead))))
        conversation.isStale = true
    }

    /// Has a text leave, now or as soon as the store has answered.
    mutating func sendNow(_ text: UnsentText) {
        switch text {
        case .stored(let id):
            outgoing.remove(id)
            decidedHere(id)
            emit(.write(.release(id)))
            emit(.outside(.nudge(.outbox)))
        case .handedOver(let token): outgoing.wantNow(token: token)
        }
        say("It leaves as soon as it can.", .success)
    }

    /// Takes a text back, now or as soon as the store has answered.
    mutating func takeBack(_ text: UnsentText) {
        switch text {
        case .stored(let id):
            outgoing.remove(id)
            decidedHere(id)
            emit(.write(.takeBack(id)))
        case .handedOver(let token):
            outgoing.wantBack(token: token)
            emit(.write(.withdraw(token: token)))
        }
    }

    /// What was held has come back as text, or had left already.
    mutating func tookBack(_ id: MessageID, lead: LeadID?, _ draft: Draft?) {
        outgoing.remove(id)
        conversation.isStale = true
        guard let draft, let lead else {
            if let lead { _ = outgoing.takeClosing(of: lead).flatMap { undoLog.takeOut($0) } }
            say("Too late: it has left, or was taken back elsewhere.", .warning)
            return
        }
        reopen(lead)
        if var composer, composer.lead == lead, composer.lock == nil {
            // The store has put the text before the draft it knew, which stands in the composer as well.
            let known = composer.saved
            let isKnown = !known.text.isEmpty && draft.text.hasSuffix("\n" + known.text)
            let back = isKnown ? String(draft.text.dropLast(known.text.count + 1)) : draft.text
            let typed = composer.editor.text
            composer.editor.replaceAll(with: typed.isEmpty ? back : back + "\n" + typed)
            composer.mediaURLs = draft.mediaURLs.dropLast(isKnown ? known.mediaURLs.count : 0) + composer.mediaURLs
            composer.resends = draft.resends ?? composer.resends
            composer.saved = draft
            self.composer = composer
            readMeter()
            saveDraft()
            say("Taken back; nothing has left.", .success)
        } else if composer == nil, picker == nil {
            drafts.returned(draft, to: lead, token: makeToken(), window: makeToken())
            select(lead: lead)
            openComposer()
            say("Taken back; nothing has left.", .success)
        } else {
            drafts.returned(draft, to: lead, token: makeToken(), window: makeToken())
            say("Taken back; the text is that lead's draft.", .success)
        }
    }

    /// Opens a lead again that was done because it was answered, and is not.
    private mutating func reopen(_ lead: LeadID) {
        let done = outgoing.takeClosing(of: lead).flatMap { undoLog.takeOut($0) }
        if case .change(let inverse) = done?.way { emit(.write(.change(inverse, of: lead, token: nil))) }
    }

    // MARK: Sending again

    /// Brings the text of a message that did not go out back into the composer.
    mutating func editAndResend() {
        guard let row = resendable else { return }
        if row.sendState == .held || row.sendState == .pending {
            return takeBack(.stored(row.id))
        }
        if let doubt = row.doubt { return askAboutDoubt(row, doubt) }
        openComposer()
        guard composer?.lead == row.leadID, composer?.lock == nil else { return }
        let text = TrialText.own(row.body)
        let typed = composer?.editor.text ?? ""
        // Who has begun to edit it before goes on with that.
        let isBegun = typed.hasPrefix(text)
        if !isBegun { edit { $0.replaceAll(with: typed.isEmpty ? text : text + "\n" + typed) } }
        let links = row.media.compactMap(\.url).filter { composer?.mediaURLs.contains($0) == false }
        composer?.mediaURLs.append(contentsOf: links)
        composer?.resends = row.id
        draftChanged()
        let key = settings.keyMap.label(.send, in: .composer) ?? "Enter"
        if typed.isEmpty || isBegun {
            say("Edit it and press \(key); it goes out as a new message.")
        } else {
            say("It stands before what you had begun; edit both and press \(key).", .warning)
        }
    }

    /// When the message under the cursor was sent again, so that it is not to be sent once more.
    var sentAgainAt: Instant? {
        guard let row = conversation.current?.row, !row.isResendable else { return nil }
        return row.sentAgainAt
    }

    /// The message `R` means: the current one if it did not go out, else the newest such.
    var resendable: MessageRow? {
        if let row = conversation.current?.row, row.isResendable { return row }
        return conversation.messages.last { $0.row.isResendable }?.row
    }
}

extension MessageRow {
    /// Whether a person may edit the text and send it anew without anyone getting it twice, or has to say whether it
    /// has left.
    var isResendable: Bool {
        guard direction == .outbound, sentAgainAt == nil || sendState == .unknown else { return false }
        switch sendState {
        case .absent, .rejected, .canceled, .blocked, .held, .pending: return true
        case .unknown: return doubt != nil
        case .scheduled, .sending: return false
        case .submitted, nil: return status?.isFailure == true || status == .canceled
        }
    }
}
