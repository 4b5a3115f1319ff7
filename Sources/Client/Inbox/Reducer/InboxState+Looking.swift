import Messaging

extension InboxState {
    /// Copies the text of the current message, as it came.
    mutating func copyMessage() {
        guard let message = conversation.current else { return }
        emit(.terminal(.copy(message.row.body, what: "the message")))
    }

    mutating func copyNumber() {
        guard let row = currentRow else { return }
        emit(.terminal(.copy(row.address.text, what: "the number")))
    }

    mutating func copyLink() {
        guard let link = currentLink else { return }
        emit(.terminal(.copy(link, what: "the link")))
    }

    mutating func openLink() {
        guard let link = currentLink else { return }
        emit(.outside(.openLink(link)))
    }

    /// The first link of the current message.
    var currentLink: String? {
        guard let message = conversation.current else { return nil }
        return message.links.first
    }

    /// Moves within the card or list that lies over the panes.
    mutating func moveInSheet(by rows: Int) {
        guard var sheet else { return }
        let last = SheetBox(state: self).furthestChoice
        // Fewer lines may be left than when the choice was made: the window has grown, or the list is another.
        let (sum, overflow) = min(sheet.choice, last).addingReportingOverflow(rows)
        sheet.choice = min(max(0, overflow ? last : sum), last)
        self.sheet = sheet
    }

    mutating func openInSheet() {
        guard let sheet, case .media = sheet.kind, let media = selectedMedia else { return }
        emit(.outside(.openMedia(media.id)))
    }

    /// How many messages a search finds at most, the newest first.
    package static let mostHits = 50

    /// Shows the next or the previous message that the last search found.
    mutating func showMatch(_ step: Int) {
        guard !lastHits.isEmpty else { return }
        // A count that goes round more than once may be negative.
        let place = (lastHit + step) % lastHits.count
        lastHit = place < 0 ? place + lastHits.count : place
        show(lastHits[lastHit])
        let which = lastHits.count < Self.mostHits ? "\(lastHits.count)" : "the newest \(lastHits.count)"
        say("Match \(lastHit + 1) of \(which).")
    }

    /// Selects a found message's lead and goes to the message.
    mutating func show(_ hit: SearchHit) {
        if composer != nil { leaveComposer() }
        guard composer == nil else { return }
        select(lead: hit.lead.id)
        if conversation.row == nil { conversation.row = hit.lead }
        focus = .conversation
        if let index = conversation.index(of: hit.message.id) {
            showMessage(at: index)
        } else {
            conversation.target = hit.message.id
            conversation.wish = .around(hit.message.id)
        }
    }
}

extension ShownMessage {
    /// The addresses in the text and of the attachments, in the order in which they stand there.
    package var links: [String] {
        WebLinks.of(text) + row.media.compactMap(\.url)
    }
}
