import Drawing
import Messaging

extension InboxState {
    /// Moves whatever lies uppermost: the choices, the card, or the pane in focus.
    mutating func move(_ motion: ActionKind.Motion, count: Int?) {
        if picker != nil {
            moveChoice(by: motion.isUpwards ? -10 : 10)
        } else if sheet != nil {
            moveSheet(motion, count: count)
        } else if focus == .table {
            moveTable(motion, count: count)
        } else {
            moveConversation(motion, count: count)
        }
    }

    private mutating func moveTable(_ motion: ActionKind.Motion, count: Int?) {
        let times = count ?? 1
        switch motion {
        case .down: moveSelection(by: times)
        case .up: moveSelection(by: -times)
        case .halfPageDown: moveSelection(by: times * max(1, tableHeight / 2))
        case .halfPageUp: moveSelection(by: -times * max(1, tableHeight / 2))
        case .pageDown: moveSelection(by: times * tableHeight)
        case .pageUp: moveSelection(by: -times * tableHeight)
        case .top: if let count { selectBottom(row: count) } else { selectTop() }
        case .bottom: selectBottom(row: count)
        }
    }

    private mutating func moveConversation(_ motion: ActionKind.Motion, count: Int?) {
        let times = min(count ?? 1, 1000)
        let height = messageArea?.height ?? 1
        switch motion {
        case .down: moveMessage(by: times)
        case .up: moveMessage(by: -times)
        case .halfPageDown: scrollConversation(by: times * max(1, height / 2))
        case .halfPageUp: scrollConversation(by: -times * max(1, height / 2))
        case .pageDown: scrollConversation(by: times * max(1, height - 1))
        case .pageUp: scrollConversation(by: -times * max(1, height - 1))
        case .top: moveToFirstMessage()
        case .bottom: moveToNewestMessage()
        }
    }

    private mutating func moveSheet(_ motion: ActionKind.Motion, count: Int?) {
        let times = count ?? 1
        switch motion {
        case .down: moveInSheet(by: times)
        case .up: moveInSheet(by: -times)
        case .halfPageDown, .pageDown: moveInSheet(by: 10 * times)
        case .halfPageUp, .pageUp: moveInSheet(by: -10 * times)
        case .top: moveInSheet(by: -10_000)
        case .bottom: moveInSheet(by: 10_000)
        }
    }

    // MARK: Panes

    mutating func changePane(_ step: ActionKind.PaneStep) {
        switch step {
        case .open: if sheet != nil { openInSheet() } else { go(to: .conversation) }
        case .back: back()
        case .next: cycle(1)
        case .previous: cycle(-1)
        case .left, .up: go(to: .table)
        case .right: if focus == .table { go(to: .conversation) }
        case .down: go(to: focus == .table ? .conversation : .composer)
        case .zoom: isZoomed = true
        case .unzoom: isZoomed = false
        }
    }

    /// Goes to a pane. The composer is left with its draft, and opened for the current lead.
    mutating func go(to pane: Pane) {
        guard pane != focus else { return }
        if pane == .composer { return openComposer() }
        if composer != nil {
            leaveComposer(to: pane)
            // It stays open where its draft is not known yet, and so do the keys.
            guard composer == nil else { return }
            if let typed = textAt, burst.at - typed < Question.patience { lull = Lull(after: .leftText, at: burst.at) }
        }
        focus = pane
        if pane == .conversation {
            reading.begin()
            if conversation.cursor == nil, conversation.bottom == .newest {
                conversation.cursor = conversation.messages.last?.id
            }
        }
    }

    /// Goes round the panes.
    private mutating func cycle(_ step: Int) {
        let panes = Pane.allCases
        let index = panes.firstIndex(of: focus) ?? 0
        let next = panes[(index + step + panes.count) % panes.count]
        // A lead that cannot be written to has no composer to stop at.
        if next == .composer, let row = currentRow, refusal(of: row) != nil {
            go(to: focus == .table ? .conversation : .table)
        } else {
            go(to: next)
        }
    }

    /// Esc: closes what is open, then goes to the table, then lifts the filter, then clears the notice.
    private mutating func back() {
        if sheet != nil {
            sheet = nil
        } else if focus == .conversation {
            focus = .table
            conversation.cursor = nil
            if !conversation.hasNewer { (conversation.bottom, conversation.newestWhenLeft) = (.newest, nil) }
        } else if isZoomed {
            isZoomed = false
        } else if !table.filterText.isEmpty {
            narrow(to: "")
            if let lead = table.selection { table.wish = .lead(lead) }
        } else {
            clearNotice()
        }
    }
}
