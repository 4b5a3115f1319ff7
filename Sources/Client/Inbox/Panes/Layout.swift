package import Drawing
import Messaging

/// Where each pane stands on a screen of a given size.
///
/// The conversation stands beside the table where both have room, else below it; under 60 columns a pane has the screen
/// for itself, and under 40 by 10 nothing is shown but a word about it.
package struct Layout: Hashable, Sendable {
    package var table: Rect?
    package var conversation: Rect?
    package var composer: Rect?
    package var status: Rect
    package var isSideBySide = false
    package var isTooSmall = false

    package static let smallest = Size(width: 40, height: 10)
    /// The least that a table and a conversation side by side are good for: all columns with enough of a message, and
    /// a text of some words a line.
    private static let leastTable = 70
    private static let leastTalk = 47

    init(_ size: Size, focus: Pane, isZoomed: Bool, composerLines: Int, statusLines: Int = 1) {
        status = Rect(
            x: 0, y: max(0, size.height - statusLines), width: size.width, height: min(size.height, statusLines))
        guard size.width >= Self.smallest.width, size.height >= Self.smallest.height else {
            isTooSmall = true
            return
        }
        let whole = Rect(x: 0, y: 0, width: size.width, height: size.height - statusLines)
        if isZoomed || size.width < 60 {
            if focus == .table { table = whole } else { setTalk(whole, composerLines) }
        } else if size.width > Self.leastTable + Self.leastTalk {
            isSideBySide = true
            let width = min(max(Self.leastTable, size.width * 48 / 100), 110)
            table = Rect(x: 0, y: 0, width: width, height: whole.height)
            // One column stays free for the rule between the panes.
            setTalk(Rect(x: width + 1, y: 0, width: size.width - width - 1, height: whole.height), composerLines)
        } else {
            let height = max(4, whole.height * 42 / 100)
            table = Rect(x: 0, y: 0, width: whole.width, height: height)
            setTalk(Rect(x: 0, y: height, width: whole.width, height: whole.height - height), composerLines)
        }
    }

    /// Shares a block between the conversation and the composer under it.
    private mutating func setTalk(_ rect: Rect, _ composerLines: Int) {
        // A rule above the text and the meter below it.
        let height = min(composerLines + 2, max(3, rect.height - 3))
        conversation = Rect(x: rect.x, y: rect.y, width: rect.width, height: rect.height - height)
        composer = Rect(x: rect.x, y: rect.y + rect.height - height, width: rect.width, height: height)
    }
}

extension InboxState {
    /// The layout of the screen as it is now.
    package var layout: Layout {
        Layout(
            size, focus: focus, isZoomed: isZoomed, composerLines: composerLines,
            statusLines: 1 + (refusalLines.count > 1 ? refusalLines.count : 0))
    }

    /// Why the account cannot be used and what helps, in lines; it may need more than the status line has.
    var refusalLines: [String] {
        guard case .refused(let reason) = engine.phase else { return [] }
        let text = VisibleText(reason, keepsLines: false, limit: 400).text
        let room = size.width * 2 / 5
        if TextWidth.cells(text) <= room { return [text] }
        return Words.lines(
            text, width: size.width - 2, height: max(2, size.height / 5), mark: settings.glyphs.signs.ellipsis)
    }

    /// A composer that is not written in takes one line; while one writes it has room, and the same room throughout.
    private var composerLines: Int {
        guard composer != nil else { return 1 }
        return size.height >= 40 ? 6 : 3
    }

    /// Rows that the table can show; where it is hidden, as many as it could.
    var tableHeight: Int { max(1, (layout.table?.height ?? size.height - 1) - 1) }

    /// The part of the conversation's pane in which messages stand, above those that are being written down.
    var messageArea: Rect? {
        guard let rect = layout.conversation, rect.height > 1 else { return nil }
        let below = unwrittenHeight(width: rect.width)
        return Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: max(1, rect.height - 1 - below))
    }

    /// The lines of what is being written down.
    private func unwrittenHeight(width: Int) -> Int {
        let unwritten = unwrittenMessages
        guard !unwritten.isEmpty else { return 0 }
        let messages = Array(conversation.messages.suffix(1)) + unwritten
        return messages.indices.suffix(unwritten.count).reduce(0) { sum, index in
            sum
                + MessageBlock(
                    messages, index, of: conversation.row, width: width, settings: settings, pane: focus,
                    now: now
                ).height
        }
    }

    /// What stands below the newest message: texts that are being written down.
    var unwrittenMessages: [ShownMessage] {
        guard let lead = currentLead else { return [] }
        let unwritten = outgoing.unwritten(to: lead)
        guard !unwritten.isEmpty, conversation.bottom == .newest, !conversation.hasNewer else { return [] }
        return
            unwritten
            // One that is written down is shown until its window comes, but not in place of one.
            .filter { $0.id == nil || conversation.isLoaded && conversation.index(of: $0.id) == nil }
            .map { ShownMessage($0) }
    }
}
