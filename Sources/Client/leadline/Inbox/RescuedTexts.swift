import FoundationEssentials
import Messaging

/// What a process could not write into the mirror, as it lies in a file until the next start.
///
/// A person may have to read it, so the file is plain JSON.
struct RescuedTexts: Codable, Equatable, Sendable {
    /// Whom something is for. In a mirror that was made anew the lead has another id, so the address counts.
    struct Recipient: Codable, Equatable, Sendable {
        var address: String?
        var lead: Int64
    }

    /// A text that was to be sent.
    struct Text: Codable, Equatable, Sendable {
        /// What the decision to send it is called (`IntentID`).
        var name: String
        var to: Recipient
        var text: String
        var media: [String]
        var sender: String?
        var service: String?
        var sendAt: Int64?
        var seenUpTo: Int64?
        var savedDraft: String?
        var writtenAt: Int64
        /// Whether the person wanted it back as a draft.
        var isDraft: Bool
    }

    /// A draft.
    struct Unsaved: Codable, Equatable, Sendable {
        var to: Recipient
        var text: String
        var caret: Int
        var media: [String]
        var sender: String?
        /// The draft as it was before, as far as was known.
        var known: String
    }

    /// The profile's stem and the mirror's source: nothing is ever taken into another.
    var profile: String
    var source: String
    var texts: [Text]
    var drafts: [Unsaved]

    var isEmpty: Bool { texts.isEmpty && drafts.isEmpty }

    /// Reads what `bytes` made; `nil` where it was cut off or is something else.
    init?(_ bytes: [UInt8]) {
        // A file that cannot be read is told of by whoever asked for it.
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
            read.texts.allSatisfy({ IntentID($0.name) != nil })
        else { return nil }
        self = read
    }

    init(profile: String, source: String, texts: [Text], drafts: [Unsaved]) {
        (self.profile, self.source, self.texts, self.drafts) = (profile, source, texts, drafts)
    }

    func bytes() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) + [10] }
}

extension RescuedTexts.Text {
    init(_ text: Backlog.Text, isDraft: Bool) {
        let intent = text.intent
        self.init(
            name: text.name.description, to: .init(address: intent.address?.text, lead: intent.lead.rawValue),
            text: intent.body, media: intent.mediaURLs, sender: intent.sender?.e164, service: intent.service,
            sendAt: intent.sendAt?.milliseconds, seenUpTo: intent.seenUpTo?.rawValue, savedDraft: intent.savedDraft,
            writtenAt: text.writtenAt.milliseconds, isDraft: isDraft)
    }

    /// The decision to send it to this lead.
    func intent(to lead: LeadID) -> OutgoingIntent {
        OutgoingIntent(
            lead: lead, body: text, mediaURLs: media, sender: sender.flatMap(PhoneNumber.init(e164:)), service: service,
            sendAt: sendAt.map(Instant.init(milliseconds:)), seenUpTo: seenUpTo.map(MessageID.init(rawValue:)),
            endsDraft: true, savedDraft: savedDraft)
    }

    var draft: Draft {
        Draft(
            text: text, caret: text.unicodeScalars.count, mediaURLs: media,
            sender: sender.flatMap(PhoneNumber.init(e164:)))
    }
}

extension RescuedTexts.Unsaved {
    init(_ draft: Draft, over known: Draft?, to recipient: RescuedTexts.Recipient) {
        self.init(
            to: recipient, text: draft.text, caret: draft.caret, media: draft.mediaURLs, sender: draft.sender?.e164,
            known: known?.text ?? "")
    }

    var draft: Draft {
        Draft(text: text, caret: caret, mediaURLs: media, sender: sender.flatMap(PhoneNumber.init(e164:)))
    }
}
