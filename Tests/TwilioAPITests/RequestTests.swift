import Messaging
import Testing

@testable import TwilioAPI

private let account = "AC0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"

@Suite("Requests to Twilio")
struct RequestTests {
    private func form(_ body: String = "Hi", media: [String] = [], sendAt: Instant? = nil, service: Bool = false) throws
        -> SendForm
    {
        let ours = try #require(PhoneNumber(e164: "+15550100199"))
        let sender: SendForm.Sender = service ? .service(sid: "MG" + String(repeating: "a", count: 32)) : .number(ours)
        return SendForm(to: "+15550100101", sender: sender, body: body, mediaURLs: media, sendAt: sendAt)
    }

    @Test("a text with every awkward sign arrives as it was typed")
    func formEncoding() throws {
        let body = "1+1=2 & 100% é👍\r\n;/?~-._*'()"

        let encoded = try form(body).encoded

        #expect(
            String(decoding: encoded, as: UTF8.self).hasPrefix(
                "To=%2B15550100101&From=%2B15550100199&Body=1%2B1%3D2%20%26"))
        #expect(WebhookForm(body: encoded).text("Body") == body)
        #expect(encoded.allSatisfy { $0 > 32 && $0 < 127 })
    }

    @Test("several pictures repeat their name, a scheduled message names its time")
    func mediaAndSchedule() throws {
        var form = try form("", media: ["https://m.example/1", "https://m.example/2"], service: true)
        form.sendAt = Instant(rfc3339: "2026-11-24T09:00:00Z")
        form.isSmartEncoded = true
        form.validityPeriod = 600

        #expect(
            form.pairs.map { "\($0.name)=\($0.value)" } == [
                "To=+15550100101", "MessagingServiceSid=MG" + String(repeating: "a", count: 32),
                "MediaUrl=https://m.example/1", "MediaUrl=https://m.example/2", "ScheduleType=fixed",
                "SendAt=2026-11-24T09:00:00Z", "ValidityPeriod=600", "SmartEncoded=true",
            ])
    }

    @Test("what Twilio would refuse is refused before it is asked")
    func problems() throws {
        let now = Instant(seconds: 1_795_000_000)
        let limit = String(repeating: "é", count: 1600)

        #expect(try form(limit).problem(now: now) == nil)
        #expect(try form(limit + "x").problem(now: now) == .tooLong(units: 1601))
        #expect(try form(String(repeating: "👍", count: 801)).problem(now: now) == .tooLong(units: 1602))
        #expect(try form("").problem(now: now) == .nothingToSend)
        #expect(
            try form(media: Array(repeating: "https://m.example/1", count: 11)).problem(now: now) == .tooManyMedia(11))
        #expect(try form(media: ["/home/me/flat.jpg"]).problem(now: now) == .mediaNotPublic)
        #expect(try form(sendAt: now + .seconds(3600)).problem(now: now) == .schedulingNeedsService)
        #expect(try form(sendAt: now + .seconds(900), service: true).problem(now: now) == .scheduledTooSoon)
        #expect(try form(sendAt: now + .seconds(35 * 86_400), service: true).problem(now: now) == .scheduledTooLate)
        #expect(try form(sendAt: now + .seconds(3600), service: true).problem(now: now) == nil)
    }

    @Test("a list is asked for by address, with the plus sign escaped and the size in its bounds")
    func listQueries() {
        let list = "/2010-04-01/Accounts/\(account)/Messages.json?"

        #expect(ListQuery(to: "+15550100199").path(accountSID: account) == list + "To=%2B15550100199&PageSize=1000")
        #expect(ListQuery(from: "MY BANK", pageSize: 5).path(accountSID: account) == list + "From=MY%20BANK&PageSize=5")
        #expect(ListQuery(pageSize: 9999).path(accountSID: account) == list + "PageSize=1000")
        #expect(ListQuery(pageSize: -1).path(accountSID: account) == list + "PageSize=1")
    }

    @Test("the next page is taken only where it stays within the own account")
    func nextPages() {
        let paths = ResourcePath(accountSID: account)
        let root = "/2010-04-01/Accounts/\(account)/"

        #expect(paths.owns(root + "Messages.json?To=%2B1&PageSize=2&Page=1&PageToken=PASM1"))
        for uri in [
            "", "/", "https://elsewhere.example" + root + "Messages.json", "//elsewhere.example/",
            "/2010-04-01/Accounts/AC\(String(repeating: "1", count: 32))/Messages.json", root + "../AC1/Messages.json",
            root + "..", root + "%2e%2e/x", root + "Messages.json\r\nX: y", root + "a b", root + "a#b",
            root + "a\\..\\b",
            root + String(repeating: "x", count: 3000), "/2010-04-01/Accounts/\(account)", root + "é",
        ] {
            #expect(!paths.owns(uri), "\(uri.prefix(100))")
        }
    }

    @Test("a SID is two letters and 32 digits, and nothing that could leave a path")
    func sids() {
        let digits = String(repeating: "aF09", count: 8)

        #expect(SID.isMessage("SM" + digits) && SID.isMessage("MM" + digits) && SID.isMedia("ME" + digits))
        for text in [
            "", "SM", "sm" + digits, "SM" + digits + "0", "SM" + digits.dropLast(), "SM" + digits.dropLast() + "/",
        ] {
            #expect(!SID.isMessage(String(text)))
        }
    }
}
