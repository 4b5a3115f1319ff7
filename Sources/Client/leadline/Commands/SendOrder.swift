import Messaging
import Sync

/// What is to be sent, checked as far as it can be without asking anyone.
struct SendOrder {
    /// How soon and how late Twilio takes a scheduled message, with a margin on both sides.
    static let earliest = Duration.seconds(16 * 60)
    static let latest = Duration.seconds(35 * 86_400 - 3600)

    let text: String
    let media: [String]
    let sendAt: Instant?

    /// `account` is the one at Twilio; a profile on a server has none.
    init(
        text: String, media: [String], at moment: String?, account: TwilioAccount?, now: Instant, zone: () -> Zone
    ) throws(Complaint) {
        guard !VisibleText.isBlank(text) || !media.isEmpty else {
            let seen = text.allSatisfy(\.isWhitespace) ? "" : " that anybody could see"
            throw Complaint(.usage, "There is neither a text\(seen) nor --media.")
        }
        let units = MessageLimits.units(of: text)
        guard units <= MessageLimits.units else {
            throw Complaint(.refused, "The text has \(units) characters; \(MessageLimits.units) are taken at most.")
        }
        guard media.count <= MessageLimits.attachments else {
            throw Complaint(.refused, "A message carries \(MessageLimits.attachments) attachments at most.")
        }
        if account == nil, !media.isEmpty { throw Complaint(.refused, Ability.attach.reason) }
        for address in media {
            let isSimulated = account?.base.isLoopback ?? false
            guard let problem = MediaAddress.problem(of: address, forThisMachine: isSimulated) else {
                continue
            }
            throw Complaint(
                .refused, "\(visible(address)) cannot be attached. \(problem)", advice: MediaAddress.advice)
        }
        (self.text, self.media) = (text, media)
        guard let moment else {
            sendAt = nil
            return
        }
        let instant = try MomentArgument.parse(moment, now: now, zone: zone())
        guard let account else {
            sendAt = try Self.serverMoment(instant, now: now)
            return
        }
        guard account.messagingServiceSID != nil else {
            throw Complaint(
                .refused, "Twilio keeps messages for later only for a messaging service, and this profile has none.",
                advice: "Set messaging_service_sid in the settings. Leadline does not hold it back itself,",
                "because nobody may be there to send it then.")
        }
        guard instant >= now + Self.earliest, instant <= now + Self.latest else {
            throw Complaint(.refused, "Twilio takes messages for 16 minutes to 35 days from now.")
        }
        sendAt = instant
    }

    /// When a server is to send it, which keeps texts for later by itself.
    private static func serverMoment(_ instant: Instant, now: Instant) throws(Complaint) -> Instant {
        guard instant > now, instant <= now + latest else {
            throw Complaint(.refused, "The server keeps messages for 35 days at most, and none for the past.")
        }
        return instant
    }

    /// The message to this lead. Twilio keeps a text for later only where its messaging service chooses the sender.
    func intent(to lead: LeadRow, from senders: Senders) -> OutgoingIntent {
        let sender =
            sendAt == nil || senders.service == nil ? senders.number(chosen: nil, lastWrittenTo: lead.ourNumber) : nil
        return OutgoingIntent(
            lead: lead.id, body: text, mediaURLs: media, sender: sender, service: senders.service, sendAt: sendAt)
    }
}
