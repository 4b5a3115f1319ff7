internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// What a request says of a text that came in.
struct InboundText: Hashable, Sendable {
    let sid: String
    let from: String
    let to: String
    let body: String
    let serviceSID: String?
    let segments: Int?
    let mediaCount: Int
    let media: [NewMedia]
    /// Everybody else whom the text went to: it was written to a group.
    let others: [String]
    let keyword: Keyword?

    /// What a text asks for that is a keyword, and who says so.
    struct Keyword: Hashable, Sendable {
        var word: OptOutKeyword
        var source: OptOutEvidence.Source
    }

    /// `nil` where it names no message.
    init?(_ form: WebhookForm) {
        guard let sid = Self.sid(form) else { return nil }
        self.sid = sid
        from = form.text("From").flatMap { $0.isEmpty ? nil : $0 } ?? PeerAddress.untold.text
        to = form.text("To") ?? ""
        body = form.text("Body") ?? ""
        serviceSID = form.text("MessagingServiceSid").flatMap { $0.isEmpty ? nil : $0 }
        segments = form.text("NumSegments").flatMap { Int($0) }.flatMap { (0...1000).contains($0) ? $0 : nil }
        let found = Self.media(form)
        media = found
        mediaCount = form.text("NumMedia").flatMap { Int($0) }.map { min(max($0, 0), Self.mostMedia) } ?? found.count
        others = Self.others(form)
        keyword = others.isEmpty ? Self.keyword(form, body) : nil
    }

    /// A text as a list tells of it, which says neither who else got it nor where its media lie.
    init?(_ resource: MessageResource) {
        guard SID.isMessage(resource.sid), resource.direction == .inbound else { return nil }
        sid = resource.sid
        from = resource.from.flatMap { $0.isEmpty ? nil : $0 } ?? PeerAddress.untold.text
        (to, body, serviceSID) = (resource.to ?? "", resource.body, resource.messagingServiceSID)
        segments = resource.numSegments.flatMap { (0...1000).contains($0) ? $0 : nil }
        mediaCount = min(max(resource.numMedia, 0), Self.mostMedia)
        (media, others) = ([], [])
        keyword = OptOutKeyword(message: resource.body).map { Keyword(word: $0, source: .keyword) }
    }

    /// The SID of the message; ids of other products are none.
    static func sid(_ form: WebhookForm) -> String? {
        [form.text("MessageSid"), form.text("SmsSid"), form.text("SmsMessageSid")].lazy.compactMap { $0 }
            .first(where: SID.isMessage)
    }

    /// More than any message has.
    private static let mostMedia = 32

    /// The media whose addresses came along, whatever their number is said to be.
    private static func media(_ form: WebhookForm) -> [NewMedia] {
        numbered(form, "MediaUrl").map { number, url in
            let type = form.pairs.first { $0.name == Array("MediaContentType\(number)".utf8) }
                .map { String(decoding: $0.value, as: UTF8.self) }
            let sid = url.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) }
            return NewMedia(
                externalID: sid.flatMap { SID.isMedia($0) ? $0 : nil }, url: url,
                contentType: type ?? "application/octet-stream")
        }
    }

    private static func others(_ form: WebhookForm) -> [String] {
        numbered(form, "OtherRecipients").map(\.value).filter { !$0.isEmpty }
    }

    /// `Name0`, `Name1` … by their numbers, each once.
    private static func numbered(_ form: WebhookForm, _ name: String) -> [(number: Int, value: String)] {
        var found: [Int: String] = [:]
        for pair in form.pairs where pair.name.starts(with: name.utf8) {
            let rest = String(decoding: pair.name.dropFirst(name.utf8.count), as: UTF8.self)
            guard let number = Int(rest), (0..<mostMedia).contains(number), found[number] == nil else { continue }
            found[number] = String(decoding: pair.value, as: UTF8.self)
        }
        return found.sorted { $0.key < $1.key }.map { (number: $0.key, value: $0.value) }
    }

    /// The provider's own reading outweighs ours.
    private static func keyword(_ form: WebhookForm, _ body: String) -> Keyword? {
        switch form.text("OptOutType")?.uppercased() {
        case "STOP": return Keyword(word: .stop, source: .optOutType)
        case "START": return Keyword(word: .start, source: .optOutType)
        case "HELP": return Keyword(word: .help, source: .optOutType)
        default: return OptOutKeyword(message: body).map { Keyword(word: $0, source: .keyword) }
        }
    }
}

/// A text that came in, however it became known.
struct HeardText: Hashable, Sendable {
    var text: InboundText
    var channel: ChannelID
    /// When it came to us.
    var at: Instant
    /// When it was said by the provider's clock; `nil` where a webhook told of it, which bears no time.
    var saidAt: Instant?
}

extension OptOutKeyword {
    /// The word that a row keeps.
    var name: String {
        switch self {
        case .stop: "stop"
        case .start: "start"
        case .help: "help"
        }
    }
}

/// Who is at the other end: one address, or all members of a group.
struct OtherEnd: Hashable, Sendable {
    let phone: String
    let remoteJID: String
    let isGroup: Bool

    init(of text: InboundText) {
        let sender = PeerAddress(carrier: text.from)
        guard !text.others.isEmpty else {
            (phone, remoteJID, isGroup) = (sender.text, sender.remoteJID, false)
            return
        }
        // The same people are the same group, whoever of them writes.
        let ours = PeerAddress(carrier: text.to)
        let members = Set(text.others.map { PeerAddress(carrier: $0) } + [sender]).subtracting([ours]).map(\.text)
            .sorted()
        phone = members.joined(separator: ",")
        remoteJID = "smsgroup_" + members.map { $0.filter { $0 != "+" } }.joined(separator: "_")
        isGroup = true
    }
}
