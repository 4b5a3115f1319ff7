import Drawing
import Messaging

extension InboxState {
    /// Rows a turn of the wheel moves.
    private static let wheelRows = 3

    /// A click goes to what it points at; the wheel moves what is under it. Nothing is ever done to a lead by it.
    mutating func point(_ mouse: Key.Mouse) {
        guard question == nil else { return }
        let step: Int? =
            switch mouse.action {
            case .wheelUp: -Self.wheelRows
            case .wheelDown: Self.wheelRows
            case .press, .release, .drag: nil
            }
        // What lies over the panes takes the wheel wherever the pointer is; a click chooses nothing by accident.
        if picker != nil || sheet != nil {
            if let step { if picker != nil { moveChoice(by: step) } else { moveInSheet(by: step) } }
            return
        }
        let layout = layout
        if layout.table?.contains(mouse.point) == true {
            pointAtTable(mouse, step: step, top: layout.table?.y ?? 0)
        } else if layout.conversation?.contains(mouse.point) == true {
            if let step {
                scrollConversation(by: step)
            } else if mouse.isClick {
                go(to: .conversation)
            }
        } else if layout.composer?.contains(mouse.point) == true, mouse.isClick {
            go(to: .composer)
        }
    }

    private mutating func pointAtTable(_ mouse: Key.Mouse, step: Int?, top: Int) {
        if let step {
            if composer == nil { moveSelection(by: step) }
        } else if mouse.isClick {
            go(to: .table)
            let index = table.firstIndex(height: tableHeight) + mouse.point.y - top - 1
            if focus == .table, mouse.point.y > top { select(index: index) }
        }
    }
}

extension Key.Mouse {
    /// Whether the left button went down.
    var isClick: Bool { action == .press && button == 1 }
}
