import Drawing
import Messaging

/// The lines of one message in the conversation, with what stands above it: the day where one begins, and the line
/// that says from where on another of our numbers was used.
///
/// The height that scrolling counts with and the lines that are drawn come from here both.
struct MessageBlock {
    /// A run of one style, at a column counted from the left edge.
    struct Piece {
        var column: Int
        var text: String
        var style: Style
    }

    /// One line of the pane.
    struct Line {
        var pieces: [Piece] = []
        /// Whether a short rule leads to the text.
        var isRule = false
        /// Whether the line belongs to the message itself and not to what stands above it.
        var isMessage = true
    }

    private(set) var lines: [Line] = []
    var height: Int { lines.count }

    /// Where texts begin: after the cursor's sign, the time, the sign of the direction and that of the delivery.
    static let indent = 12

    private let width: Int
    private let settings: InboxSettings
    /// Where the keys go that the remarks name.
    private let pane: Pane
    private let lead: LeadRow?
    private let moments: Moments
    private var signs: Signs { settings.glyphs.signs }

    /// `lead` is whose conversation it is, where that is known; `pane` is where the person is.
    init(
        _ messages: [ShownMessage], _ index: Int, of lead: LeadRow?, width: Int, settings: InboxSettings, pane: Pane,
        now: Instant
    ) {
        (self.width, self.settings, self.pane, self.lead) = (width, settings, pane, lead)
        moments = Moments(zone: settings.zone, now: now)
        let message = messages[index]
        let previous = index > 0 ? messages[index - 1].row : nil
        if previous.map({ !moments.areSameDay($0.moment, message.row.moment) }) ?? true {
            addRule(moments.day(message.row.moment), .day)
        }
        if let number = message.row.ourNumber, let before = previous?.ourNumber, before != number {
            addRule("on our number \(number.e164)", .accent)
        }
        addText(message)
        addMedia(message.row)
        addRemarks(message)
        if message.writing == nil { addShortenings(message) }
        // A lead who has written since has not left it at that.
        if message.isNearStop, !messages[(index + 1)...].contains(where: { $0.row.direction == .inbound }) {
            addRemark(NearStopWords.message(key: settings.keyText(.block, in: pane)), .warning, lines: 3)
        }
    }

    private mutating func addRule(_ text: String, _ role: Role) {
        lines.append(
            Line(
                pieces: [Piece(column: 3, text: " \(text) ", style: Style(role))], isRule: true, isMessage: false))
    }

    /// The text, with the time and the direction at its first line.
    private mutating func addText(_ message: ShownMessage) {
        let isOurs = message.row.direction == .outbound
        let style = Style(message.isBare ? .muted : isOurs ? .ours : .theirs)
        let room = max(8, width - Self.indent - 1)
        let wrapped = Wrap.lines(message.isBare ? NoText.words : message.text, width: room)
        for (index, line) in wrapped.enumerated() {
            var pieces: [Piece] = []
            if index == 0 {
                pieces.append(Piece(column: 1, text: moments.time(message.row.moment), style: Style(.muted)))
                pieces.append(Piece(column: 7, text: leading(message), style: Style(isOurs ? .ours : .muted)))
            }
            pieces.append(Piece(column: Self.indent, text: String(line.text), style: style))
            lines.append(Line(pieces: pieces))
        }
        if message.writing == nil { addDelivery(message.row, after: wrapped.last?.cells ?? 0) }
    }

    /// The sign of the direction, and how far a message of ours has come where that needs no words.
    private func leading(_ message: ShownMessage) -> String {
        guard message.row.direction == .outbound else { return signs.inbound }
        guard message.writing == nil, let words = delivery(of: message.row), words.isOrdinary else {
            return signs.outbound
        }
        return "\(signs.outbound) \(words.sign)"
    }

    private func delivery(of row: MessageRow) -> DeliveryWords? {
        DeliveryWords(direction: row.direction, sendState: row.sendState, status: row.status, signs: signs)
    }

    /// The state of one of our messages that is not simply on its way or there, at the right edge of its last line
    /// where it fits, else below it.
    private mutating func addDelivery(_ row: MessageRow, after cells: Int) {
        guard let words = delivery(of: row), !words.isOrdinary else { return }
        let text = "\(words.word) \(words.sign)"
        let piece = Piece(
            column: max(Self.indent, width - TextWidth.cells(text) - 1), text: text, style: Style(words.role))
        if Self.indent + cells + 2 <= piece.column, !lines.isEmpty {
            lines[lines.count - 1].pieces.append(piece)
        } else {
            lines.append(Line(pieces: [piece]))
        }
    }

    /// A line an attachment; those not listed yet are at least counted.
    private mutating func addMedia(_ row: MessageRow) {
        for media in row.media {
            let size = media.size.map { ", \(Self.size($0))" } ?? ""
            let link = media.url.map { " " + VisibleText($0, keepsLines: false, limit: 200).text } ?? ""
            let type = VisibleText(media.contentType, keepsLines: false, limit: 60).text
            let facts = type.isEmpty ? "" : " (\(type)\(size))"
            addRemark("\(signs.attachment) \(Self.kind(type))\(facts)\(link)", .link, lines: 1)
        }
        let unlisted = row.mediaCount - row.media.count
        if unlisted > 0 {
            addRemark(
                "\(signs.attachment) \(unlisted) \(unlisted == 1 ? "attachment" : "attachments"), not listed yet",
                .muted,
                lines: 1)
        }
    }

    /// What went wrong, what it waits for, and which key helps.
    private mutating func addRemarks(_ message: ShownMessage) {
        let row = message.row
        if let writing = message.writing { return addWriting(writing) }
        if let text = Self.trouble(row, of: lead, settings: settings) { addRemark(text, .failure, lines: 4) }
        if let moment = row.sentAgainAt { addRemark("sent again at \(moments.dated(moment))", .hint, lines: 1) }
        if row.isWithServer { return addServerRemark(row) }
        switch row.sendState {
        case .held where row.dueAt.map { $0 > moments.now } ?? true:
            let until = row.dueAt.map { " until \(moments.exactTime($0))" } ?? " until you decide"
            addRemark("held\(until); \(key(.undo)) takes it back, \(key(.sendNow)) sends it now", .hint, lines: 2)
            if let ahead = row.waitsBehind { addRemark("then " + behind(ahead), .warning, lines: 3) }
        case .held where row.waitsBehind != nil,
            .pending where row.waitsBehind != nil:
            let words = row.waitsBehind.map(behind) ?? ""
            addRemark("\(words); \(key(.undo)) takes it back\(passing(row))", .warning, lines: 4)
        case .pending where row.dueAt.map { $0 > moments.now } ?? false:
            let moment = row.dueAt.map(moments.exactTime) ?? ""
            addRemark(
                "waits until \(moment), since \(settings.remoteWithin) asked for patience; \(key(.undo)) takes it back",
                .hint, lines: 2)
        case .held, .pending:
            addRemark(
                "waits for the network, for the Leadline that is connected, or for an earlier message to this number; "
                    + "\(key(.undo)) takes it back", .hint, lines: 3)
        case .scheduled,
            .submitted where row.status == .scheduled:
            if let due = row.dueAt { addRemark("due \(moments.full(due))", .hint, lines: 1) }
        case .unknown: addDoubt(row)
        case .absent, .rejected, .blocked, .submitted, .sending, .canceled, nil:
            guard row.isResendable else { break }
            addRemark(stopWords(row) ?? "\(key(.resend)) edits it and sends it again", .hint, lines: 3)
        }
    }

    /// What a server does with a text that it looks after.
    private mutating func addServerRemark(_ row: MessageRow) {
        switch row.sendState {
        case .scheduled:
            if let due = row.dueAt { addRemark("the server sends it at \(moments.full(due))", .hint, lines: 1) }
        case .pending, .sending: addRemark("the server has it, and sends it in its turn", .hint, lines: 2)
        case .held:
            addRemark(
                "\(key(.sendNow)) has the server send it beside what is here, \(key(.undo)) has it taken back", .hint,
                lines: 2)
        case .unknown:
            addRemark(
                "The server got no answer; it looks whether it left, and does not send it twice.", .warning, lines: 3)
        case .submitted, .absent, .rejected, .blocked, .canceled, nil: break
        }
    }

    /// What of the text is not shown.
    private mutating func addShortenings(_ message: ShownMessage) {
        if message.isCut {
            addRemark("The text goes on; `leadline show` prints all of it.", .warning, lines: 2)
        }
        if message.removedCount > 0 {
            let characters = message.removedCount == 1 ? "character" : "characters"
            addRemark("\(signs.removed) \(message.removedCount) hidden \(characters) removed", .badge, lines: 1)
        }
    }

    /// What can be done with a text to a lead who may not be written to; `nil` where it can be sent again.
    private func stopWords(_ row: MessageRow) -> String? {
        guard let lead, lead.id == row.leadID else { return nil }
        if lead.isBlocked { return "it cannot be sent again: the lead is blocked, and :unblock lifts that" }
        guard lead.hasStopped else { return nil }
        return "it cannot be sent again before the lead writes START; \(key(.copyMessage)) copies the text"
    }

    /// What a text waits behind that is not settled by itself.
    private func behind(_ ahead: TextAhead) -> String {
        let text = VisibleText(ahead.body, keepsLines: false, limit: 40).text
        let which = text.isEmpty ? "an earlier message" : "“\(text)”"
        return ahead.isUnknown
            ? "waits behind \(which), until it is known whether that has left"
            : "waits behind \(which), which waits for your word"
    }

    /// The key that has a text leave before one that waits for a word.
    private func passing(_ row: MessageRow) -> String {
        row.waitsBehind?.isUnknown == false ? ", \(key(.sendNow)) sends it now" : ""
    }

    /// That a text is on its way into the store.
    private mutating func addWriting(_ writing: ShownMessage.Writing) {
        switch writing {
        case .begun: addRemark("being written down; \(key(.undo)) takes it back", .hint, lines: 2)
        case .delayed:
            addRemark("being written down still: do not repeat it; \(key(.undo)) takes it back", .warning, lines: 3)
        case .unwanted: addRemark("being taken back", .hint, lines: 1)
        }
    }

    /// What is known of a text whose answer was lost.
    private mutating func addDoubt(_ row: MessageRow) {
        guard let doubt = row.doubt, let candidate = doubt.candidates.first else {
            return addRemark(
                "No answer came; Leadline looks whether it left, and does not send it twice.", .warning, lines: 3)
        }
        let text = VisibleText(candidate.body, keepsLines: false, limit: 160).text
        let body = text.isEmpty ? "with a text that it has forgotten" : "“\(text)”"
        let why = doubt.wasTried ? "No answer came." : "An earlier run may have sent it."
        let other = candidate.recipient.map { ", to \($0.e164)" } ?? ""
        addRemark(
            "\(why) Twilio's list has what may be it, of \(moments.exactTime(candidate.createdAt)): \(body)\(other). "
                + "\(key(.resend)) compares and decides.", .warning, lines: 5)
    }

    private func key(_ action: Action) -> String { settings.keyText(action, in: pane) }

    private mutating func addRemark(_ text: String, _ role: Role, lines limit: Int) {
        for line in Wrap.lines(text, width: max(8, width - Self.indent - 1), limit: limit) {
            lines.append(Line(pieces: [Piece(column: Self.indent, text: String(line.text), style: Style(role))]))
        }
    }
}

// MARK: - Words

extension MessageBlock {
    /// What went wrong with a message and what helps, in plain words, or `nil`.
    static func trouble(_ row: MessageRow, of lead: LeadRow?, settings: InboxSettings) -> String? {
        guard row.direction == .outbound else { return nil }
        let code = row.errorCode.map { " (\($0))" } ?? ""
        // While another lead's messages are on their way, the row may be that lead's already.
        let address = lead?.id == row.leadID ? lead?.address.text : nil
        let recipient = address.map { VisibleText($0, keepsLines: false, limit: 60).text }
        if let number = row.errorCode, let words = settings.errorWords(number, recipient) {
            return "\(words.what)\(code). \(words.remedy)"
        }
        if let text = row.errorText, !text.isEmpty {
            return VisibleText(text, keepsLines: false, limit: 300).text + code
        }
        if let number = row.errorCode { return "Twilio reports error \(number)." }
        return row.sendState == .absent ? "It did not leave." : nil
    }

    /// A kind of attachment as people call it.
    static func kind(_ contentType: String) -> String {
        switch contentType.prefix(while: { $0 != "/" }) {
        case "image": "picture"
        case "video": "film"
        case "audio": "sound"
        case "": "attachment"
        default: contentType.hasSuffix("vcard") ? "contact" : "document"
        }
    }

    /// A size as people say it.
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(bytes / 1_000) kB"
        default: "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
        }
    }
}
