import LocalStore
import Messaging

/// Does one of the palette's commands on the mirror and prints what it concerned, as it then stands.
struct DeedRunner {
    let desk: Desk
    let store: InboxStore
    let isJSON: Bool

    func run(_ deed: Deed, _ words: [String]) throws {
        let now = WallClock.now()
        switch deed {
        case .done: try change(words) { _ = try store.setState(.closed, of: $0, now: now) }
        case .open: try change(words) { _ = try store.setState(.open, of: $0, now: now) }
        case .unread: try change(words) { _ = try store.markUnread($0, now: now) }
        case .read: try change(words) { _ = try store.markRead($0, now: now) }
        case .block: try change(words) { try store.setOptedOut(true, of: $0, now: now) }
        case .unblock: try change(words) { try store.setOptedOut(false, of: $0, now: now) }
        case .name:
            let name = words.dropFirst().joined(separator: " ")
            try change(words) { _ = try store.setName(name.isEmpty ? nil : name, of: $0, now: now) }
        case .resend: try settle(words) { try store.resend($0, now: now)?.id }
        case .discard: try settle(words) { try store.discard($0, now: now) ? $0 : nil }
        case .sendNow: try settle(words) { try store.release($0, now: now) ? $0 : nil }
        case .takeBack: try takeBack(words)
        case .details, .media: try print(message(words))
        case .longestWaiting: try printLongestWaiting()
        case .jump: try print(complaining { try store.jump(words.joined(separator: " "), limit: 20) })
        case .leadCard: try print([lead(words)])
        case .copyNumber: try printLine(visible(lead(words).address.text))
        case .copyMessage: try printLine(VisibleText(message(words).body).text)
        case .replaceCostly: try printLine(VisibleText(SmartEncoding.replacing(words.joined(separator: " "))).text)
        case .reply, .compose, .filter, .search, .sync, .help, .save:
            throw Complaint(.refused, "\(deed.rawValue) concerns the screen alone.", advice: "`leadline` opens it.")
        }
    }

    private func lead(_ words: [String]) throws(Complaint) -> LeadRow {
        guard let text = words.first else { throw Complaint(.usage, "Which lead? Name a number or an id such as L42.") }
        return try LeadArgument(desk: desk, store: store).find(text)
    }

    private func message(_ words: [String]) throws(Complaint) -> MessageRow {
        guard let text = words.first, let id = MessageID(text) ?? nil else {
            throw Complaint(.usage, "Which message? Name an id such as M42.")
        }
        guard let row = try complaining({ try store.message(id) }) else {
            throw Complaint(.refused, "There is no message \(id).")
        }
        return row
    }

    private func change(_ words: [String], _ body: (LeadID) throws -> Void) throws(Complaint) {
        let id = try lead(words).id
        try complaining { try body(id) }
        if let row = try complaining({ try store.lead(id) }) { try complaining { try print([row]) } }
    }

    /// Changes a message that has not left, and prints it; `nil` from `body` means that it has left.
    private func settle(_ words: [String], _ body: (MessageID) throws -> MessageID?) throws(Complaint) {
        let id = try message(words).id
        guard let changed = try complaining({ try body(id) }) else {
            throw Complaint(.refused, "Message \(id) may have left, or does not wait any more.")
        }
        if let row = try complaining({ try store.message(changed) }) { try complaining { try print(row) } }
    }

    private func takeBack(_ words: [String]) throws(Complaint) {
        let row = try message(words)
        guard try complaining({ try store.takeBack(row.id, now: WallClock.now()) }) != nil,
            let lead = try complaining({ try store.lead(row.leadID) })
        else { throw Complaint(.refused, "Message \(row.id) has left, or does not wait any more.") }
        try complaining { try print([lead]) }
    }

    private func printLongestWaiting() throws(Complaint) {
        let row = try complaining { try store.longestWaiting().flatMap { try store.lead($0) } }
        try complaining { try print(row.map { [$0] } ?? []) }
    }

    private func print(_ leads: [LeadRow]) throws {
        var columns = Columns()
        let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
        try Output.printing { out in
            for lead in leads {
                if isJSON { try out.line(lead.jsonLine.text) } else { columns.add(rows.cells(lead)) }
            }
            for line in columns.lines { try out.line(line) }
        }
    }

    private func print(_ message: MessageRow) throws {
        try Output.printing { out in
            if isJSON { return try out.line(message.jsonLine(errorWords: ErrorSentence.words).text) }
            let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
            for line in rows.lines(message, errorWords: ErrorSentence.words) { try out.line(line) }
        }
    }

    private func printLine(_ text: String) throws(Complaint) {
        try Output.printing { out in try out.line(text) }
    }
}
