import Messaging

/// Leads and messages as lines of plain text, in local time, with nothing in them that could steer a terminal.
struct PlainRows {
    let zone: Zone

    /// `2026-11-23 14:02`.
    func moment(_ instant: Instant?) -> String {
        guard let instant else { return "" }
        let time = zone.calendar(instant)
        return "\(padded(time.year, 4))-\(padded(time.month))-\(padded(time.day)) "
            + "\(padded(time.hour)):\(padded(time.minute))"
    }

    /// `2026-11-23 14:02:30`, for what will be over soon.
    func second(_ instant: Instant) -> String { "\(moment(instant)):\(padded(zone.calendar(instant).second))" }

    /// The columns of a lead in the table: id, channel, number, name, last contact, marks, and the last text shortened.
    func cells(_ lead: LeadRow) -> [String] {
        let last = lead.lastMessage
        let marks = [
            lead.unread > 0 ? "\(lead.unread) unread" : nil, lead.waitingSince == nil ? nil : "waiting",
            lead.state == .open ? nil : lead.state.rawValue, lead.hasStopped ? "opted out" : nil,
            lead.isBlocked ? "blocked" : nil,
            lead.hasDraft ? "draft" : nil, state(of: last),
        ]
        let preview = (last?.direction == .outbound ? "> " : "") + (last.map(Self.preview) ?? "")
        return [
            lead.id.description, "SMS", lead.address.text, visible(lead.name ?? "", limit: 24),
            moment(lead.lastContactAt), marks.compactMap { $0 }.joined(separator: ", "),
            visible(preview, limit: 60),
        ]
    }

    /// A message with its text; further lines of it are indented below.
    func lines(_ message: MessageRow, errorWords: (Int) -> String?) -> [String] {
        let arrow = message.direction == .inbound ? "<" : ">"
        var facts = [message.stateWord]
        if let code = message.errorCode {
            let words = errorWords(code) ?? message.errorText
            facts.append(words.map { "\(code) \($0)" } ?? "error \(code)")
        }
        // Twilio writes a charge as a negative amount; people pay positive ones.
        if let price = message.price {
            facts.append("\(Price(millionths: 0 - price.millionths, unit: price.unit).decimal) \(price.unit)")
        }
        if message.mediaCount > 0 { facts.append("\(message.mediaCount) media") }
        let head = "\(moment(message.moment)) \(arrow) [\(visible(facts.joined(separator: ", ")))] "
        let isBare = message.mediaCount == 0 && VisibleText.isBlank(message.body)
        let text = isBare ? NoText.words : VisibleText(message.body).text
        let body = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = body.dropFirst().map { "    \($0)" }
        let links = message.media.compactMap(\.url).map { "    \(visible($0))" }
        return [head + (body.first ?? "")] + rest + links
    }

    private static func preview(_ last: LastMessage) -> String {
        !last.hasMedia && VisibleText.isBlank(last.preview) ? NoText.words : last.preview.trimmed
    }

    private func state(of last: LastMessage?) -> String? {
        guard let last, last.direction == .outbound else { return nil }
        if let state = last.sendState, state != .submitted { return state.rawValue }
        return last.status?.word
    }
}
