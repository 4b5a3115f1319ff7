/// What a webhook's answer asks to be sent to the lead.
///
/// The little of TwiML that messaging uses: `<Message>` with text or a `<Body>` within `<Response>`. Plain text is sent
/// as it is, which is Twilio's way and a trap.
enum TwiML {
    struct Replies: Equatable, Sendable {
        var texts: [String] = []
        /// Twilio's error code for an answer that cannot be used.
        var problem: Int?
    }

    static func replies(in answer: WebhookOutcome.Answer) -> Replies {
        let kind = (answer.contentType ?? "").prefix { $0 != ";" }.lowercased().trimmingSpaces
        let text = String(decoding: answer.body, as: UTF8.self)
        if answer.body.isEmpty { return Replies() }
        if answer.body.count >= 64 * 1024 { return Replies(problem: 11750) }
        switch kind {
        case "text/plain": return Replies(texts: [text])
        case "text/xml", "application/xml", "text/html": return messages(in: text)
        default: return Replies(problem: 12300)
        }
    }

    private static func messages(in document: String) -> Replies {
        guard document.contains("<Response") else { return Replies(problem: 12100) }
        var rest = document[...]
        var texts: [String] = []
        while let content = next("Message", in: &rest) {
            var inner = content[...]
            texts.append(unescaped(next("Body", in: &inner) ?? content).trimmingSpaces)
        }
        return texts.count > 10 ? Replies(texts: Array(texts.prefix(10)), problem: 14109) : Replies(texts: texts)
    }

    /// The content of the first element of this name in `text`, which is left standing behind it.
    private static func next(_ name: String, in text: inout Substring) -> String? {
        guard let start = text.firstRange(of: "<" + name),
            let opened = text[start.upperBound...].firstIndex(of: ">"),
            let end = text[opened...].firstRange(of: "</\(name)>")
        else { return nil }
        defer { text = text[end.upperBound...] }
        return String(text[text.index(after: opened)..<end.lowerBound])
    }

    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")].reduce(text) { text, pair in
            text.replacing(pair.0, with: pair.1)
        }
    }
}
