import Inbox
import LocalStore
import Messaging
import Sync
import TwilioAPI

/// Does one of the palette's commands on the mirror and prints what it concerned, as it then stands.
///
/// Each is one transaction of the store, so that an open screen, which watches the same file, shows it at once. A
/// message that has left, or may have, is never changed: the store refuses, and the refusal is said.
struct DeedRunner {
    let desk: Desk
    let store: InboxStore
    let isJSON: Bool
    /// Where attachments are saved; the person's downloads when it is `nil`.
    var folder: String?

    /// `words` are what was typed behind the name: a lead or a message first, where the deed needs one.
    func run(_ deed: Deed, _ words: [String]) throws {
        if let most = deed.mostWords, words.count > most {
            let taken = most == 0 ? "nothing" : "one at a time"
            throw Complaint(.usage, "\(deed.rawValue) takes \(taken): \(visible(words[most])) is too much.")
        }
        let now = WallClock.now()
        switch deed {
        case .done: try change(words, .state(.closed))
        case .open: try change(words, .state(.open))
        case .unread:
            guard try change(words, .unread) else {
                throw Complaint(.refused, "Nothing of this lead's is unanswered, so nothing is marked as unread.")
            }
        case .read: try change(words, .read())
        case .block: try change(words, .blocked(true))
        case .unblock: try unblock(words)
        case .name:
            guard words.count != 1 else {
                throw Complaint(.usage, "Which name? Write it after the lead; \"\" takes the name away.")
            }
            let name = words.dropFirst().joined(separator: " ")
            try change(words, .name(name.isEmpty ? nil : name))
        case .resend: try resend(words, now)
        case .accept: try accept(words, now)
        case .discard:
            try settle(words) { try store.recall($0, now: now) || store.discard($0, now: now) ? $0 : nil }
        case .sendNow:
            try settle(words) { try store.letServerSend($0, now: now) || store.release($0, now: now) ? $0 : nil }
        case .takeBack: try takeBack(words)
        case .details: try print(message(words))
        case .media: try print(Attachments(desk: desk, store: store).listed(message(words)))
        case .save: try save(words)
        case .longestWaiting: try printNext(.waiting)
        case .nextFailed: try printNext(.failed)
        case .nextUnread: try printNext(.unread)
        case .jump: try print(complaining { try store.jump(words.joined(separator: " "), limit: 20) })
        case .leadCard: try print([lead(words)])
        case .copyNumber: try printText("number", lead(words).address.text)
        case .copyMessage: try printText("text", message(words).body)
        case .copyLink: for link in try links(words) { try printText("link", link) }
        case .openLink:
            let link = try links(words)[0]
            try LinkOpener(environment: desk.environment).open(link: link)
            try printText("link", link)
        case .replaceCostly: try printText("text", SmartEncoding.cheaper(words.joined(separator: " ")))
        case .reply, .compose, .filter, .search, .sync, .help:
            preconditionFailure("\(deed.rawValue) is a command of its own, to which `leadline do` hands over")
        }
    }

    private func lead(_ words: [String]) throws(Complaint) -> LeadRow {
        guard let text = words.first else { throw Complaint(.usage, "Which lead? Name a number or an id such as L42.") }
        return try LeadArgument(desk: desk, store: store).find(text)
    }

    /// The message that the first word names, by its id or by Twilio's SID.
    private func message(_ words: [String]) throws(Complaint) -> MessageRow {
        guard let text = words.first else { throw Complaint(.usage, "Which message? \(Self.messageNames)") }
        let row = try complaining { () -> MessageRow? in
            if SID.isMessage(text) { return try store.message(externalID: text) }
            guard let id = MessageID(text) ?? nil else {
                throw Complaint(.usage, "\(visible(text)) is no message. \(Self.messageNames)")
            }
            return try store.message(id)
        }
        guard let row else { throw Complaint(.refused, "There is no message \(visible(text)).") }
        return row
    }

    private static let messageNames =
        "Name an id such as M42, as the message's card and `show --json` tell it, or its SID."

    /// Changes the lead and prints it as it then stands. False where it may be that nothing of it can be changed so.
    @discardableResult
    private func change(_ words: [String], _ change: LeadChange) throws(Complaint) -> Bool {
        if desk.profile.missing.contains(.block), case .blocked = change.wish {
            throw Complaint(.refused, Ability.block.reason)
        }
        let id = try lead(words).id
        let inverse = try complaining { try store.apply(change, to: id, now: WallClock.now()) }
        if inverse == nil, change == .unread, try complaining({ try store.lead(id) })?.unread == 0 { return false }
        if let row = try complaining({ try store.lead(id) }) { try complaining { try print([row]) } }
        return true
    }

    /// Queues a message once more that did not leave, or of which a person says so after comparing.
    private func resend(_ words: [String], _ now: Instant) throws(Complaint) {
        let doubt = try message(words).doubt
        if doubt?.wasSought == false {
            throw Complaint(
                .tryLater, "Twilio's list is still being looked through, so it is not sent again yet.",
                advice: "`leadline sync` looks now.")
        }
        try settle(words, or: "is on its way again") { id in
            switch try doubt == nil ? store.resend(id, now: now) : store.sendAgain(id, now: now) {
            case .queued(let entry): return entry.id
            case .before(let moment):
                let time = Moments(zone: WallClock.zone(around: now), now: now).dated(moment)
                throw Complaint(.refused, "Message \(id) was sent again at \(time), and is not sent once more.")
            case .refused: return nil
            }
        }
    }

    /// Says that a text whose answer was lost is the row of Twilio's list that may be it, or the one that is named.
    private func accept(_ words: [String], _ now: Instant) throws(Complaint) {
        let row = try message(words)
        let candidates = row.doubt?.candidates ?? []
        guard let first = candidates.first else {
            throw Complaint(.refused, "There is nothing in Twilio's list that may be message \(row.id).")
        }
        guard words.count > 1 || candidates.count == 1 else {
            throw Complaint(
                .usage, "Which of them? Name its SID: \(candidates.map(\.externalID).joined(separator: ", "))")
        }
        let name = words.count > 1 ? words[1] : first.externalID
        try settle(words) { try store.acceptCandidate(name, as: $0, now: now) ? $0 : nil }
    }

    /// Changes a message that has not left, and prints it; `nil` from `body` means that it has left, or `other`.
    private func settle(
        _ words: [String], or other: String = "does not wait any more", _ body: (MessageID) throws -> MessageID?
    ) throws(Complaint) {
        let id = try message(words).id
        guard let changed = try complaining({ try body(id) }) else {
            throw Complaint(.refused, "Message \(id) may have left, or \(other).")
        }
        if let row = try complaining({ try store.message(changed) }) { try complaining { try print(row) } }
    }

    /// Lifts a person's own block; what the lead itself said is not ours to lift.
    private func unblock(_ words: [String]) throws(Complaint) {
        let row = try lead(words)
        if row.hasStopped, !row.isBlocked {
            throw Complaint(
                .blocked, "This lead has opted out by itself, which is not lifted from here.",
                advice: "It can be written to again when the lead has written START.")
        }
        try change(words, .blocked(false))
    }

    private func takeBack(_ words: [String]) throws {
        let row = words.isEmpty ? try heldLast() : try message(words)
        if try complaining({ try store.recall(row.id, now: WallClock.now()) }) { return try print(row) }
        guard try complaining({ try store.takeBack(row.id, now: WallClock.now()) }) != nil,
            let lead = try complaining({ try store.lead(row.leadID) })
        else { throw Complaint(.refused, "Message \(row.id) has left, or does not wait any more.") }
        try complaining { try print([lead]) }
    }

    /// The message that would be taken back next: of those that have not left, the one that was queued last.
    private func heldLast() throws(Complaint) -> MessageRow {
        let row = try complaining { () -> MessageRow? in
            let waiting = try store.openOutbox().filter { $0.state == .held || $0.state == .pending }
            let held = waiting.max { ($0.queuedAt, $0.id) < ($1.queuedAt, $1.id) }
            return try held.flatMap { try store.message($0.id) }
        }
        guard let row else {
            throw Complaint(.refused, "Nothing is held.", advice: "Other changes are undone on the screen alone.")
        }
        return row
    }

    private func links(_ words: [String]) throws(Complaint) -> [String] {
        let row = try message(words)
        let links = ShownMessage(row).links
        guard !links.isEmpty else { throw Complaint(.refused, "Message \(row.id) has no link.") }
        return links
    }

    /// Saves one attachment of a message, or all of them, and prints where.
    private func save(_ words: [String]) throws(Complaint) {
        let row = try message(words)
        var place: Int?
        if let word = words.dropFirst().first {
            guard let number = Int(word), number >= 1, words.count == 2 else {
                throw Complaint(.usage, "Which attachment? Name its place in the list, such as 1.")
            }
            place = number
        }
        let saved = try Attachments(desk: desk, store: store).save(row, place: place, into: folder)
        try Output.printing { out in
            for (media, path) in saved {
                var line = media.jsonLine
                line.set("path", path)
                try out.line(isJSON ? line.text : visible(path))
            }
        }
    }

    private func printNext(_ attention: Attention) throws(Complaint) {
        let row = try complaining { try store.next(attention).flatMap { try store.lead($0) } }
        try complaining { try print(row.map { [$0] } ?? []) }
    }

    private func print(_ leads: [LeadRow]) throws {
        var columns = Columns()
        let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
        try Output.printing { out in
            for lead in leads {
                if isJSON {
                    try out.line(lead.whole(in: store).jsonLine.text)
                } else {
                    columns.add(rows.cells(lead))
                }
            }
            for line in columns.lines { try out.line(line) }
        }
    }

    private func print(_ message: MessageRow) throws {
        let peer = try store.lead(message.leadID)?.address
        try Output.printing { out in
            for line in MessageLines(isJSON: isJSON).of(message, peer: peer) { try out.line(line) }
        }
    }

    /// Prints what the screen would copy: a text by its name in JSON, else as it can be shown.
    private func printText(_ name: String, _ text: String) throws(Complaint) {
        try Output.printing { out in
            guard isJSON else { return try out.line(VisibleText(text).text) }
            var line = JSONLine()
            line.set(name, text)
            try out.line(line.text)
        }
    }
}
