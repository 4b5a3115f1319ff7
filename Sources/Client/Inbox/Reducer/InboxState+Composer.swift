import Drawing
package import Messaging

extension InboxState {
    /// How long typed text may be unsaved.
    static let draftDelay = Duration.milliseconds(200)
    /// How long the keys rest before the meter counts.
    static let meterDelay = Duration.milliseconds(300)

    /// Opens the composer for the current lead; from here on it belongs to that lead.
    mutating func openComposer() {
        guard composer == nil, let row = currentRow else { return }
        if let reason = refusal(of: row) { return lockComposer(reason) }
        let isLoaded = conversation.isLoaded
        let draft = draft(of: row.id)
        let knows = drafts.draft(of: row.id) != nil || isLoaded || !drafts.mayHaveStored(row)
        var editor = LineEditor(draft?.text ?? "")
        if let draft { editor.moveCaret(to: draft.characterCaret) }
        composer = ComposerState(
            lead: row.id, row: row, editor: editor, mediaURLs: draft?.mediaURLs ?? [], sender: draft?.sender,
            origin: focus, seenUpTo: isLoaded ? conversation.messages.last?.id : nil, knowsDraft: knows,
            saved: draft ?? Draft())
        composer?.resends = draft?.resends
        readMeter()
        focus = .composer
        sheet = nil
    }

    /// Opens the composer so that the text which is about to be typed reaches no key of another pane. It says why
    /// nothing can be written, and is left by Esc.
    mutating func lockComposer(_ reason: String) {
        guard composer == nil, let row = currentRow else {
            hasRefusedText = true
            return say(reason, .warning)
        }
        composer = ComposerState(
            lead: row.id, row: row, editor: LineEditor(""), mediaURLs: [], lock: reason, origin: focus,
            knowsDraft: true, saved: Draft())
        readMeter()
        focus = .composer
        sheet = nil
    }

    /// Why a lead cannot be written to, or `nil`.
    func refusal(of row: LeadRow) -> String? {
        if row.isBlocked {
            return "\(row.shownTitle) is blocked and is not written to. :unblock lifts that."
        }
        if row.hasStopped {
            return "\(row.shownTitle) has opted out and is not written to. START from the lead lifts that."
        }
        return row.address.refusal
    }

    /// Gives the composer up: the draft is saved and stays with its lead.
    mutating func leaveComposer(to pane: Pane? = nil) {
        guard let composer else { return }
        guard composer.knowsDraft || composer.editor.isEmpty else {
            return say("The draft is still being read; a moment.")
        }
        saveDraft()
        let isEmpty =
            composer.draft.isEmpty && composer.lock == nil && conversation.messages.isEmpty
            && !outgoing.isWriting(to: composer.lead)
        self.composer = nil
        focus = pane ?? composer.origin
        // Whoever goes by the key for it has stopped writing.
        if pane == nil { textAt = nil }
        if isEmpty { forget(composer) }
    }

    /// A conversation that was begun and left without a word leaves nothing behind.
    private mutating func forget(_ composer: ComposerState) {
        emit(.write(.forgetEmptyLead(composer.lead)))
        if let before = composer.cameFrom { select(lead: before) }
    }

    /// Changes the text, and sees to it that the draft is saved soon.
    mutating func edit(_ change: (inout LineEditor) -> Void) {
        guard var composer, composer.lock == nil else { return }
        // Moved out and back in, so that the editor is changed in its place and not copied.
        self.composer = nil
        change(&composer.editor)
        self.composer = composer
        draftChanged()
        textChanged()
    }

    /// Has the meter follow the text: at once where something but the count changed or the room runs out, else when
    /// the keys rest, because each change of its digits costs more bytes than the typed character.
    private mutating func textChanged() {
        guard let composer else { return }
        let (old, new) = (composer.metered, Segments(composer.editor.text))
        let isSteady =
            old.encoding == new.encoding && old.count == new.count && old.culprits.count == new.culprits.count
        if isSteady, new.room > 10 {
            alarms[.meter] = elapsed + Self.meterDelay
        } else {
            self.composer?.metered = new
            alarms[.meter] = nil
        }
    }

    /// Shows in the meter what the text needs now.
    mutating func readMeter() {
        alarms[.meter] = nil
        guard let composer else { return }
        self.composer?.metered = Segments(composer.editor.text)
    }

    /// Compares the draft with what is saved, and lets the alarm ring soon where they differ.
    mutating func draftChanged() {
        guard let composer, composer.lock == nil else { return }
        // What is written after the text was taken out is another one.
        if composer.editor.isEmpty, composer.mediaURLs.isEmpty { self.composer?.resends = nil }
        if composer.draft.text == composer.saved.text, composer.mediaURLs == composer.saved.mediaURLs,
            composer.sender == composer.saved.sender
        {
            alarms[.draft] = nil
        } else if alarms[.draft] == nil {
            alarms[.draft] = elapsed + Self.draftDelay
        }
    }

    /// Hands the draft over to be committed, where it differs from what the store has.
    mutating func saveDraft() {
        alarms[.draft] = nil
        guard let composer, composer.knowsDraft, composer.lock == nil, composer.draft != composer.saved else { return }
        if composer.draft.isEmpty, composer.saved.isEmpty { return }
        let draft = composer.draft
        self.composer?.saved = draft
        store(draft, of: composer.lead, over: composer.saved)
    }

    /// Makes a text a lead's draft, in the store and here at once. `known` is what the draft was before.
    mutating func store(_ draft: Draft, of lead: LeadID, over known: Draft? = nil) {
        let token = makeToken()
        let known = drafts.hand(over: draft, of: lead, over: known, token: token)
        emit(.write(.saveDraft(draft, lead: lead, over: known, token: token)))
    }

    /// The store has the draft: windows read from now on show it.
    mutating func draftSaved(token: Int) { drafts.saved(token: token, window: makeToken()) }

    /// The store has the draft; what it was before has been sent or thrown away by another inbox. Whoever sends it now is
    /// asked first.
    mutating func draftEnded(_ lead: LeadID, known: String, token: Int) {
        drafts.saved(token: token, window: makeToken())
        if composer?.lead == lead, composer?.lock == nil { composer?.endedElsewhere = known }
        say("Another inbox has sent this draft, or thrown it away.", .warning)
    }

    /// The store has made one text of the draft and of what another inbox wrote into it. What was typed since is part of
    /// it as well.
    mutating func draftMerged(_ lead: LeadID, _ saved: String, _ whole: String, token: Int) {
        // A newer draft of this lead is on its way and has its own answer.
        guard drafts.saved(token: token, window: makeToken()) else { return }
        drafts.merged(whole, of: lead)
        if composer?.lead == lead, composer?.lock == nil, let typed = composer?.editor.text {
            composer?.saved.text = whole
            let merged = DraftMerge(base: saved, mine: typed, theirs: whole)
            if merged.text != typed {
                composer?.editor.become(merged.text, linesBefore: merged.linesBefore)
                composer?.isJoined = true
            }
            readMeter()
            draftChanged()
        }
        let isLonger = whole.count { $0 == "\n" } > saved.count { $0 == "\n" }
        if isLonger { say("Another inbox writes here as well: its text stands with yours.", .warning) }
    }

    /// Takes the draft that came with a window, unless this session has a newer one.
    mutating func takeDraft(_ draft: Draft?, of lead: LeadID, token: Int) {
        if let newer = drafts.newer(than: token, of: lead) {
            conversation.draft = newer.isEmpty ? nil : newer
            return
        }
        conversation.draft = draft
        guard var composer, composer.lead == lead, composer.lock == nil else { return }
        if composer.seenUpTo == nil { composer.seenUpTo = conversation.messages.last?.id }
        if !composer.knowsDraft {
            composer.knowsDraft = true
            composer.saved = draft ?? Draft()
            if let draft, !draft.isEmpty {
                // Nobody has seen the whole text yet that Enter would send.
                dropTypedAhead("A draft of this lead stands before what you typed: look at it, then send it.")
                // The person was quicker than the store: what was kept comes first, what was typed after it.
                let typed = composer.editor.text
                composer.editor = LineEditor(draft.text + typed)
                composer.metered = Segments(composer.editor.text)
                composer.mediaURLs = draft.mediaURLs + composer.mediaURLs
                composer.sender = composer.sender ?? draft.sender
                composer.resends = composer.resends ?? draft.resends
            }
        }
        self.composer = composer
        draftChanged()
    }

    // MARK: What goes with the text

    /// The number that would send; `nil` where the messaging service chooses one.
    package var senderNumber: PhoneNumber? {
        if let composer {
            return settings.senders.number(chosen: composer.sender, lastWrittenTo: composer.row.ourNumber)
        }
        return settings.senders.number(chosen: conversation.draft?.sender, lastWrittenTo: currentRow?.ourNumber)
    }

    /// What a segment costs from the number that would send, as far as that is known.
    var pricePerSegment: Price? {
        conversation.priceSender == senderNumber ? conversation.pricePerSegment : nil
    }

    /// Goes on to the next of our numbers.
    mutating func switchSender() {
        let numbers = settings.senders.numbers
        guard composer != nil, numbers.count > 1 else {
            say("There is only one number to send from.")
            return
        }
        let index = senderNumber.flatMap { numbers.firstIndex(of: $0) } ?? -1
        composer?.sender = numbers[(index + 1) % numbers.count]
        conversation.isStale = true
        draftChanged()
    }

    /// Puts cheaper characters in the place of those that need the larger alphabet.
    mutating func replaceCostly() {
        guard let composer else { return }
        let cheaper = SmartEncoding.cheaper(composer.editor.text)
        // Letter by letter they may be equal, and cost twice as much.
        guard !cheaper.unicodeScalars.elementsEqual(composer.editor.text.unicodeScalars) else {
            let isDear = Segments(cheaper).encoding == .ucs2
            say(isDear ? "No cheaper characters are known for these." : "Every character is cheap already.")
            return
        }
        edit { $0.replaceAll(with: cheaper) }
        let left = Segments(cheaper)
        let what = left.encoding == .gsm7 ? "Replaced; every character is cheap now." : "Replaced what could be."
        say("\(what) \(settings.keyText(.undoEdit, in: .composer)) undoes it.")
    }

    /// Adds a public address to what is sent; a file here is refused with the reason.
    mutating func attach(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count < 2 else { return "An address has no blanks; write %20 for a blank in a name." }
        let address = words.first.map(String.init) ?? ""
        if let problem = MediaAddress.problem(of: address, forThisMachine: settings.isSimulated) {
            return problem.description
        }
        guard composer?.mediaURLs.count ?? 0 < MessageLimits.attachments else {
            return "A message carries \(MessageLimits.attachments) attachments at most."
        }
        composer?.mediaURLs.append(address)
        draftChanged()
        return nil
    }

    /// Takes the attachment added last away again.
    mutating func detach() {
        guard composer?.mediaURLs.popLast() != nil else { return }
        draftChanged()
        say("The last attachment is taken away.")
    }

    /// The text as the editor left it.
    mutating func takeEdited(_ text: String?, of lead: LeadID) {
        guard let text else { return }
        // Editors end a file with a line break that nobody meant to send.
        let body = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard composer?.lead == lead, composer?.lock == nil else {
            let known = draft(of: lead) ?? Draft()
            var edited = known
            (edited.text, edited.caret) = (body, body.unicodeScalars.count)
            return store(edited, of: lead, over: known)
        }
        edit { $0.replaceAll(with: body) }
        saveDraft()
        sayCut("What the editor left", isCut: false)
    }
}
