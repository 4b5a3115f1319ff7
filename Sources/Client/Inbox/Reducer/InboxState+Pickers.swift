import Drawing
import Messaging

extension InboxState {
    /// Opens a prompt. The filter belongs to the table, so the focus goes there.
    mutating func openPicker(_ kind: Picker.Kind, text: String = "") {
        if kind == .filter { table.selectionBeforeFilter = table.selection }
        let origin = picker?.origin ?? context
        if kind == .filter { go(to: .table) }
        guard kind != .filter || composer == nil else { return }
        picker = Picker(kind, text: text, origin: origin)
        sheet = nil
        if kind == .search || kind == .jump { lineChanged() }
    }

    /// Changes the line, and what follows from it.
    mutating func editLine(_ change: (inout LineEditor) -> Void) {
        guard var picker else { return }
        self.picker = nil
        let before = picker.line.text
        change(&picker.line)
        let isChanged = picker.line.text != before
        if isChanged { (picker.choice, picker.problem) = (picker.kind == .palette ? -1 : 0, nil) }
        self.picker = picker
        if isChanged { lineChanged() }
    }

    /// What follows from the text of the prompt while it is typed.
    mutating func lineChanged() {
        guard let picker else { return }
        let text = picker.line.text
        switch picker.kind {
        case .filter:
            narrow(to: text)
            self.picker?.problem = FilterReading(text).problems.first?.sentence
        case .search:
            let token = awaitAnswer()
            if text.allSatisfy(\.isWhitespace) {
                self.picker?.hits = []
                self.picker?.asked = nil
            } else {
                emit(.read(.search(text, token: token)))
            }
        case .jump:
            emit(.read(.jump(text, token: awaitAnswer())))
        case .palette: previewTheme()
        case .help, .number, .name, .attachment: break
        }
    }

    /// The token of the answer that the prompt now waits for; earlier ones no longer count.
    private mutating func awaitAnswer() -> Int {
        let asked = asking(picker?.line.text ?? "")
        picker?.asked = asked
        return asked.token
    }

    /// How many choices the prompt offers now.
    var choiceCount: Int {
        guard let picker else { return 0 }
        switch picker.kind {
        case .search: return picker.hits.count
        case .jump: return picker.leads.count
        case .palette: return completions.count
        case .help: return helpRows.count
        case .filter, .number, .name, .attachment: return 0
        }
    }

    /// Goes along the choices; under the filter, along the table itself.
    mutating func moveChoice(by count: Int) {
        guard picker != nil else { return }
        if picker?.kind == .filter { return moveSelection(by: count) }
        let last = choiceCount - 1
        guard last >= 0 else { return }
        let target = (picker?.choice ?? 0) + count
        picker?.choice = min(max(0, target), last)
        previewTheme()
    }

    /// Enter in a prompt.
    mutating func acceptLine() {
        guard let picker else { return }
        let text = picker.line.text
        switch picker.kind {
        case .filter:
            // What is not understood passes everybody: nobody is to work through that in good faith.
            guard picker.problem == nil else { return }
            table.selectionBeforeFilter = nil
            while table.filterText.last?.isWhitespace == true { table.filterText.removeLast() }
            self.picker = nil
        case .search: acceptSearch(picker)
        case .jump:
            guard picker.leads.indices.contains(picker.choice) else { return }
            self.picker = nil
            if composer != nil { leaveComposer() }
            select(lead: picker.leads[picker.choice].id)
        case .palette: acceptCommand()
        case .help: acceptHelp(picker)
        case .number:
            guard !text.allSatisfy(\.isWhitespace) else { return }
            emit(.write(.startConversation(number: text, token: awaitAnswer())))
        case .name(let lead):
            self.picker = nil
            setName(of: lead, to: text)
        case .attachment:
            if text.isEmpty {
                self.picker = nil
                detach()
            } else if let problem = attach(text) {
                self.picker?.problem = problem
            } else {
                self.picker = nil
            }
        }
    }

    private mutating func acceptSearch(_ picker: Picker) {
        guard picker.hits.indices.contains(picker.choice) else { return }
        self.picker = nil
        (lastHits, lastHit) = (picker.hits, picker.choice)
        show(picker.hits[picker.choice])
    }

    /// Does the action that the help has selected, or says why not.
    private mutating func acceptHelp(_ picker: Picker) {
        let rows = helpRows
        guard rows.indices.contains(picker.choice) else { return }
        guard let action = rows[picker.choice].action else { return }
        if let reason = unavailability(of: action, in: picker.origin) {
            self.picker?.problem = reason
            return
        }
        self.picker = nil
        perform(action, count: nil)
    }

    /// Esc in a prompt: nothing it showed for a try stays.
    mutating func dismissLine() {
        guard let picker else { return }
        self.picker = nil
        switch picker.kind {
        case .filter:
            narrow(to: "")
            if let lead = table.selectionBeforeFilter { table.wish = .lead(lead) }
            table.selectionBeforeFilter = nil
        case .palette: endThemePreview()
        case .search, .jump, .help, .number, .name, .attachment: break
        }
    }

    // MARK: Answers

    mutating func found(_ hits: [SearchHit], token: Int) {
        guard picker?.kind == .search, picker?.asked?.token == token else { return }
        picker?.hits = hits
        picker?.asked = nil
    }

    mutating func jumped(_ rows: [LeadRow], token: Int) {
        guard picker?.kind == .jump, picker?.asked?.token == token else { return }
        picker?.leads = rows.map { ShownLead($0) }
        picker?.asked = nil
    }

    /// Opens the composer for the lead of a number that was typed.
    mutating func conversationStarted(_ row: LeadRow, remark: String?, name: String?, token: Int) {
        guard picker?.kind == .number, picker?.asked?.token == token else {
            // Nobody waits for it any more; unless it is asked for once more, nothing is left of it.
            if picker?.kind != .number, composer?.lead != row.id { emit(.write(.forgetEmptyLead(row.id))) }
            return
        }
        picker = nil
        if composer != nil { leaveComposer() }
        // It stays open where its draft is not known yet, and what is typed belongs to its lead.
        if let composer {
            if composer.lead != row.id { emit(.write(.forgetEmptyLead(row.id))) }
            return dropTypedAhead("The draft was still being read; what was typed for \(row.shownTitle) did nothing.")
        }
        let before = table.selection
        select(lead: row.id)
        conversation.row = row
        openComposer()
        guard composer?.lead == row.id else {
            // Why is said already; what was typed was for this lead and no other.
            return forgetTypedAhead()
        }
        if before != row.id { composer?.cameFrom = before }
        if let remark { say(remark, .warning) }
        offer(name, to: row)
    }

    /// Keeps a name that stood beside a number for the prompt that gives names, and says so where nothing else was said.
    private mutating func offer(_ name: String?, to row: LeadRow) {
        guard let name, row.name == nil else { return }
        offeredNames[row.id] = name
        guard notice?.weight != .warning else { return }
        let shown = VisibleText(name, keepsLines: false, limit: 40).text
        say("\(shown) is no part of the number; :\(Action.name.rawValue) offers it as the lead's name.")
    }

    mutating func numberRefused(_ reason: String, token: Int) {
        guard picker?.kind == .number, picker?.asked?.token == token else { return }
        picker?.problem = reason
        picker?.asked = nil
        // What was typed after it was a text, and no part of a number.
        forgetTypedAhead()
    }
}
