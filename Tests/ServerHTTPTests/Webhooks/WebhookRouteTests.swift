import CRM
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("The addresses that Twilio calls")
struct WebhookRouteTests {
    private static let account = "AC0123456789abcdef0123456789abcdef"
    private static let token = "0123456789abcdef0123456789abcdef"
    private static let target = "/api/webhooks/twilio/sms"
    /// In the order in which names are signed.
    private static let form = [
        ("AccountSid", account), ("Body", "Hi"), ("From", "+15550100077"),
        ("MessageSid", "SM0123456789abcdef0123456789abcdef"), ("SmsStatus", "received"), ("To", "+15550100001"),
    ]

    private struct Doorstep {
        let place: StorePlace
        let tenant: TenantID
        let routes: WebhookRoutes
        let folder: TemporaryFolder
    }

    private func doorstep(isLoaded: Bool = true) async throws -> Doorstep {
        let place = try await StorePlace(.sqlite)
        let folder = try TemporaryFolder()
        let file = KeyFile(path: folder.path + "/keys")
        _ = try file.create(hasSealedData: false)
        let keys = try LiveKeys(file: file)
        let (tenant, user) = try await place.tenant("ann")
        let number = try #require(PhoneNumber(e164: "+15550100001"))
        try await place.store.write(tenant) { [ring = keys.ring] t in
            let id: ChannelID = t.newID()
            let plain = PlainCredentials(
                accountSID: Self.account, authToken: SecretBytes(Self.token.utf8), phoneNumber: number,
                messagingServiceSID: nil)
            let sealed = ChannelSeal(id, of: tenant, ring).sealed(plain)
            _ = try t.channels.create(NewChannel(user: user, name: "Shop", credentials: sealed), id: id)
            _ = try t.senders.claim(number.e164, of: Self.account, for: id)
        }
        let keeper = GateKeeper(place.store, keys: keys, patience: .seconds(30))
        if isLoaded { try await keeper.load() }
        let events = EventKeeper(
            place.store, spool: try WebhookSpool(folder: folder.path + "/spool", now: HandClock.start))
        let gate = WebhookGate(place.store, keeper: keeper, events: events, publicBases: ["https://crm.example"])
        return Doorstep(place: place, tenant: tenant, routes: WebhookRoutes(gate), folder: folder)
    }

    private func request(
        _ method: HTTPRequest.Method = .post, _ target: String = Self.target, body: ReceivedBody? = nil,
        account: UInt32? = nil
    ) -> ReceivedRequest {
        let text = Self.form.map { "\($0.0)=\($0.1.replacing("+", with: "%2B"))" }.joined(separator: "&")
        let signed = "https://crm.example\(target)" + Self.form.map { $0.0 + $0.1 }.joined()
        let digest = MessageDigest.hmacSHA1.digest(of: Array(signed.utf8), key: Array(Self.token.utf8))
        var headers = HTTPFields()
        headers[.contentType] = "application/x-www-form-urlencoded; charset=UTF-8"
        if let name = HTTPField.Name("x-twilio-signature") { headers[name] = Base64.encode(digest) }
        return ReceivedRequest(
            method: method, target: target, headers: headers, body: body ?? .whole(Array(text.utf8)), account: account)
    }

    @Test("What is rightly signed gets an empty answer that sends nothing to the lead, with no token asked for")
    func answer() async throws {
        let door = try await doorstep()

        let (answer, entry) = try #require(await door.routes.answer(request(), requestID: "r1"))

        #expect(answer.status == 200)
        #expect(answer.contentType == "text/xml")
        #expect(answer.body == "<Response/>")
        #expect(entry.route == Self.target)
        #expect(try await door.place.store.read(door.tenant) { try $0.events.list(limit: 9) }.count == 1)
    }

    @Test("What is forged, too large, cut off or asked otherwise is refused, and nothing of it is kept")
    func refused() async throws {
        let door = try await doorstep()
        let large = ReceivedBody.whole([UInt8](repeating: 65, count: WebhookGate.bodyLimit + 1))
        let asked: [(ReceivedRequest, Int)] = [
            (request(body: .whole(Array("AccountSid=\(Self.account)".utf8))), 403), (request(body: .whole([])), 403),
            (request(body: large), 413), (request(body: .tooLarge), 413), (request(body: .cutOff), 422),
            (request(.get), 405), (request(.put), 405),
        ]

        for (received, status) in asked {
            let found = try #require(await door.routes.answer(received, requestID: "r1"))
            #expect(found.answer.status == status)
            #expect(found.answer.contentType == "application/problem+json")
        }
        #expect(try await door.place.store.read(door.tenant) { try $0.events.list(limit: 9) }.isEmpty)
    }

    @Test("Webhooks come by TCP alone, and to no other address")
    func elsewhere() async throws {
        let door = try await doorstep()

        #expect(await door.routes.answer(request(account: 1000), requestID: "r1") == nil)
        #expect(await door.routes.answer(request(.post, "/api/webhooks/twilio/SMS"), requestID: "r1") == nil)
        #expect(
            await door.routes.answer(request(.post, "/api/webhooks/twilio/status"), requestID: "r1")?.answer.status
                == 200)
    }

    @Test("A node that has not read any secret yet asks Twilio to come again")
    func early() async throws {
        let door = try await doorstep(isLoaded: false)

        let found = try #require(await door.routes.answer(request(), requestID: "r1"))

        #expect(found.answer.status == 503)
        #expect(found.answer.headers["Retry-After"] == "1")
    }
}
