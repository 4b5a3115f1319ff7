/// Every error code that a sender of messages meets, grouped where one answer fits several.
///
/// `{number}` stands for the recipient. Later rows never repeat a code of an earlier one.
enum TwilioErrorTable {
    struct Row {
        let codes: [Int]
        let family: TwilioErrorCode.Family
        let retry: TwilioErrorCode.Retry
        let words: String
        let remedy: String

        init(
            _ codes: [Int], _ family: TwilioErrorCode.Family, _ retry: TwilioErrorCode.Retry, _ words: String,
            _ remedy: String
        ) {
            (self.codes, self.family, self.retry) = (codes, family, retry)
            (self.words, self.remedy) = (words, remedy)
        }
    }

    static let rows: [Row] = access + recipients + senders + contents + delivery + scheduling + services + webhooks

    private static let access: [Row] = [
        Row(
            [20003], .credentials, .never, "Twilio refused the credentials",
            "Check account SID and auth token, or the API key, and that they belong to this region."),
        Row(
            [10001, 20005, 30002], .account, .never, "The Twilio account is not active",
            "Look at balance and status of the account in Twilio's console."),
        Row(
            [20006, 20010, 20403], .permission, .never, "This Twilio account may not do that",
            "Give the API key more rights, or have the feature enabled for the account."),
        Row(
            [20008], .permission, .never, "Test credentials cannot do that",
            "Use the account's live credentials."),
        Row([20001], .request, .never, "Twilio did not understand a parameter", "Report this as a fault of Leadline."),
        Row([20004], .request, .never, "Twilio does not allow this request", "Report this as a fault of Leadline."),
        Row([20007], .request, .never, "The page asked for was too large", "Report this as a fault of Leadline."),
        Row(
            [20422, 20423], .request, .never, "Twilio found a parameter invalid",
            "Correct number and text, then send again."
        ),
        Row([20426], .request, .never, "The connection's encryption is too old", "Update this machine's libcurl."),
        Row([20009, 20409], .conflict, .later, "Twilio is not finished with this message", "Try again in a minute."),
        Row(
            [30400], .conflict, .never, "Twilio does not allow this change",
            "Nothing to do; the message stays as it is."),
        Row([30409], .conflict, .never, "The message can no longer be canceled", "It has left already."),
        Row([20404], .notFound, .never, "Twilio does not know this message or address", "It may have been deleted."),
        Row(
            [20429], .rate, .atOnce, "Twilio is busy with other requests of this account",
            "Leadline tries again by itself."),
        Row(
            [20500, 20503, 20504], .server, .reconcile, "Twilio had a fault of its own",
            "Leadline looks whether the message was taken."),
    ]

    private static let recipients: [Row] = [
        Row(
            [21211, 21217, 21401, 21421], .recipient, .never, "Invalid phone number format",
            "Write the number with + and country code, such as +15550100123."),
        Row(
            [21214, 21612], .recipient, .never, "The {number} cannot be reached from this sender",
            "Try another of your numbers, or call."),
        Row([21265], .recipient, .never, "The recipient is a short code", "Short codes cannot be written to."),
        Row([21266], .recipient, .never, "Sender and recipient are the same number", "Choose another recipient."),
        Row(
            [21408], .country, .never, "Messages to this country are not enabled",
            "Enable the country under Messaging, Geo permissions in Twilio's console."),
        Row(
            [21610], .optOut, .afterStart, "The {number} has opted out with STOP",
            "Only the lead can lift it, by writing START."),
        Row(
            [21614, 21635, 30006], .recipient, .never, "The {number} is a landline or cannot take texts",
            "Call instead."),
        Row(
            [21608], .trial, .never, "The {number} is unverified",
            "A trial account writes to verified numbers only: verify it in Twilio's console, or upgrade the account."),
        Row(
            [21607], .trial, .never, "This trial account cannot send from that number",
            "Send from the number that Twilio gave the trial."),
        Row(
            [30044, 572_002, 572_006], .trial, .never, "The trial account does not allow this message",
            "Upgrade the account, or use one of the trial's templates."),
    ]

    private static let senders: [Row] = [
        Row([21212, 21616], .sender, .never, "The sender's number is not valid", "Write it with + and country code."),
        Row(
            [21601, 21606, 21659, 21660, 21661], .sender, .never, "This number cannot send that message",
            "Send from a number of this account that can send SMS to that country."),
        Row(
            [21603, 21604], .request, .never, "The message has no sender or no recipient",
            "Set phone_number and send again."),
        Row(
            [21402, 21403, 21406, 21407], .request, .never, "Twilio refused the number's settings",
            "Check URL and method of the webhook."),
        Row([21609], .request, .never, "The address for status reports is invalid", "Use a public host name."),
        Row(
            [21611, 30001], .queue, .later, "Too many messages wait to leave this number",
            "Wait until some have left, then send again."),
    ]

    private static let contents: [Row] = [
        Row([21602, 21619], .content, .never, "The message has no content", "Write a text or attach something."),
        Row([21617], .content, .never, "The text is longer than 1600 characters", "Split it in two."),
        Row([21618], .filtered, .never, "Twilio does not send this text", "Reword it, and leave short links out."),
        Row(
            [21620], .media, .never, "The address of the attachment is invalid",
            "Use a public https address that opens without a password."),
        Row(
            [21621, 21622, 30011], .media, .never, "Pictures cannot be sent on this route", "Send a link in the text."),
        Row([21623], .media, .never, "More than 10 attachments", "Send them in several messages."),
        Row([11751, 30019], .media, .never, "The attachment is too large", "Send a smaller one, or a link."),
        Row(
            [21624, 30012, 30013, 30045, 90007], .request, .never, "The validity period is out of range",
            "It goes from 1 to 36000 seconds."),
        Row(
            [21654, 21655, 21656], .content, .never, "The template or its variables are not valid",
            "Check the template in Twilio's console."),
        Row([30010], .content, .never, "The message would cost more than the limit set for it", "Raise the limit."),
    ]

    private static let delivery: [Row] = [
        Row(
            [30003], .carrier, .perhaps, "The lead's phone is off or without signal",
            "Try again later, or call."),
        Row([30004], .carrier, .never, "The carrier or the lead blocks messages", "Reach the lead another way."),
        Row([30005], .recipient, .never, "The {number} is not in service", "Check the number."),
        Row(
            [30007], .filtered, .never, "The carrier took the message for unwanted advertising",
            "Reword it: name yourself, leave short links out."),
        Row([30008], .carrier, .perhaps, "The carrier gave no reason", "Send again once; if it fails again, call."),
        Row([30009], .carrier, .never, "A part of this message never arrived", "Ask the lead to send it again."),
        Row([30017], .carrier, .later, "The carrier's network is congested", "Send again in some minutes."),
        Row(
            [30018, 30024], .registration, .never, "The sender is not registered with this carrier",
            "Register it in Twilio's console."),
        Row(
            [30022, 30023, 30025, 30026, 30027], .rate, .later, "The carrier's limit for this sender is reached",
            "Send again later; daily limits end at midnight Pacific time."),
        Row(
            [30032], .registration, .never, "The toll-free number is not verified",
            "Verify it in Twilio's console; until then carriers block it."),
        Row(
            [30029, 30030], .content, .never, "This privacy feature is not enabled for the account",
            "Have it enabled, or send without it."),
        Row(
            [30033, 30034, 30035], .registration, .never, "The number is not registered for texts in the US",
            "Register brand and campaign (A2P 10DLC) in Twilio's console."),
        Row(
            [30036], .queue, .perhaps, "The message waited too long and was dropped", "Send again if it still matters."),
        Row([30410, 30500], .carrier, .perhaps, "The carrier did not take the message", "Send again in some minutes."),
        Row(
            [30450], .filtered, .later, "Twilio stopped this as suspicious traffic", "Send again in half an hour."),
    ]

    private static let scheduling: [Row] = [
        Row(
            [35111], .schedule, .never, "The time of sending is missing or too near",
            "Choose one at least 16 minutes ahead."),
        Row(
            [35114, 35115, 35117], .schedule, .never, "The time of sending is out of range",
            "Choose one between 16 minutes and 35 days ahead."),
        Row([35118], .schedule, .never, "Scheduled sending needs a messaging service", "Set messaging_service_sid."),
        Row([35125, 35126], .schedule, .never, "Too many messages are scheduled", "Cancel some, or send later."),
    ]

    private static let services: [Row] = [
        Row([21702], .service, .later, "The messaging service is not available", "Send again in some minutes."),
        Row(
            [21701, 21703, 21704, 21705, 21710, 21712], .service, .never,
            "The messaging service has no number that fits",
            "Check messaging_service_sid and the service's senders in Twilio's console."),
        Row(
            [63001, 63003, 63007, 63016, 63024, 63032], .channel, .never, "The other channel refused the message",
            "Write an SMS instead."),
    ]

    private static let webhooks: [Row] = [
        Row(
            [11200, 11205, 11206, 11210, 11215, 11220, 11236, 11237, 11241], .webhook, .never,
            "Twilio could not reach the webhook", "Check that its address is public and its certificate valid."),
        Row(
            [11750, 11770, 12100, 12200, 12300, 14101, 14102, 14103, 14104, 14105, 14106, 14108, 14109, 14110, 14111],
            .webhook, .never, "Twilio did not understand the webhook's answer", "It must be short TwiML in text/xml."),
        Row(
            [14107], .webhook, .later, "Twilio stopped a loop of automatic answers",
            "Wait half a minute, then write by hand."
        ),
        Row(
            [57012], .webhook, .never, "A webhook's signature did not fit",
            "Check that the auth token is the current one."),
    ]
}
