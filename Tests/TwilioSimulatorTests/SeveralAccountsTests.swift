import HTTPTypes
import Messaging
import Testing
import Transport

@testable import TwilioSimulator

@Suite("Several accounts behind one address")
struct SeveralAccountsTests {
    private static let theirs = "+12025550150"
    private static let subordinate = "+12025550170"

    private func withAccounts(
        webhooks: RecordingTransport = RecordingTransport(),
        _ body: (RunningSimulator, RunningSimulator, RunningSimulator) async throws -> Void
    ) async throws {
        try await withSimulator(
            {
                $0.others = [
                    OtherAccount(numbers: [Self.theirs, "+12025550151"], pools: [["+12025550151"], []]),
                    OtherAccount(numbers: [Self.subordinate], isSubaccount: true),
                ]
            }, webhooks: webhooks
        ) { simulator, _ in
            let others = simulator.others
            try await body(simulator, others[0], others[1])
        }
    }

    @Test("Each has its own names, numbers and messages, and its credentials open nothing else")
    func apart() async throws {
        try await withAccounts { ours, theirs, _ in
            try await theirs.inbound(from: Caller.lead, body: "for them")
            let (us, them) = (Caller(ours), Caller(theirs))
            var intruder = them
            (intruder.username, intruder.password) = (ours.accountSID, ours.authToken)

            #expect(ours.accountSID != theirs.accountSID && ours.authToken != theirs.authToken)
            #expect(ours.messagingServiceSID != theirs.messagingServiceSID)
            #expect(try await us.get("Messages.json").rows().isEmpty)
            let rows = try await them.get("Messages.json").rows()
            #expect(rows.map { $0["body"] as? String } == ["for them"])
            let sid = try #require(rows[0]["sid"] as? String)
            #expect(try await us.get("Messages/\(sid).json").status == 404)
            for path in ["Messages.json", "Messages/\(sid).json", "IncomingPhoneNumbers.json", "Balance.json"] {
                #expect(try await intruder.get(path).status == 401)
            }
            let numbers = try await them.get("IncomingPhoneNumbers.json").rows("incoming_phone_numbers")
            #expect(numbers.compactMap { $0["phone_number"] as? String } == [Self.theirs, "+12025550151"])
            #expect(try await us.send([("To", Caller.lead), ("From", Self.theirs), ("Body", "x")]).code == 21659)
        }
    }

    @Test("An owner's credentials open its subaccount, not the other way round, and the subaccount has no balance")
    func subaccounts() async throws {
        try await withAccounts { ours, theirs, subordinate in
            var owner = Caller(subordinate)
            (owner.username, owner.password) = (ours.accountSID, ours.authToken)
            var upwards = Caller(ours)
            (upwards.username, upwards.password) = (subordinate.accountSID, subordinate.authToken)

            let sent = try await owner.send([("To", Caller.lead), ("From", Self.subordinate), ("Body", "x")])
            #expect(sent.status == 201 && sent.text("account_sid") == subordinate.accountSID)
            #expect(try await upwards.get("Messages.json").status == 401)
            #expect(try await owner.get("Balance.json").status == 404)
            let list = try await Caller(ours).call(.get, "/2010-04-01/Accounts.json").rows("accounts")
            #expect(list.compactMap { $0["sid"] as? String } == [ours.accountSID, subordinate.accountSID])
            #expect(list.last?["owner_account_sid"] as? String == ours.accountSID)
            let own = try await Caller(theirs).call(.get, "/2010-04-01/Accounts.json").rows("accounts")
            #expect(own.compactMap { $0["sid"] as? String } == [theirs.accountSID])
        }
    }

    @Test("An inbound message comes to the owner of the number, signed with the owner's token")
    func inbound() async throws {
        let network = RecordingTransport()
        try await withAccounts(webhooks: network) { ours, theirs, _ in
            try await ours.setWebhook("http://127.0.0.1:9/sms")
            try await theirs.setWebhook("http://127.0.0.1:9/sms", of: Self.theirs)

            let order = #"{"from":"\#(Caller.lead)","to":"\#(Self.theirs)","body":"hello"}"#
            let reply = try await Caller(ours).call(.post, "/__inbound", json: order)
            await ours.settle()

            #expect(reply.status == 201)
            let call = try #require(network.calls.first)
            #expect(network.calls.count == 1 && call.fields["AccountSid"] == theirs.accountSID)
            let fields = FormFields(encoded: call.body)
            let signature = WebhookSignature.of(
                url: "http://127.0.0.1:9/sms", fields: fields, token: theirs.authToken)
            #expect(call.request.headerFields[HTTPField.Name("X-Twilio-Signature")!] == signature)
        }
    }

    @Test("A number that changes hands is the new account's alone, and comes back under another name")
    func changingHands() async throws {
        try await withAccounts { ours, theirs, _ in
            let path = "IncomingPhoneNumbers.json?PhoneNumber=%2B12025550150"
            let before = try await Caller(theirs).get(path).rows("incoming_phone_numbers")
            let sid = try #require(before.first?["sid"] as? String)

            let order = #"{"number":"\#(Self.theirs)"}"#
            #expect(try await Caller(ours).call(.post, "/__number", json: order).status == 200)

            #expect(try await Caller(theirs).get(path).rows("incoming_phone_numbers").isEmpty)
            #expect(try await Caller(theirs).get("IncomingPhoneNumbers/\(sid).json").status == 404)
            #expect(try await Caller(ours).get(path).rows("incoming_phone_numbers").count == 1)
            #expect(try await Caller(theirs).send("x").code == 21659)
            let sent = try await Caller(ours).send([("To", Caller.lead), ("From", Self.theirs), ("Body", "x")])
            #expect(sent.status == 201)
            await theirs.acquire(Self.theirs)
            let after = try await Caller(theirs).get(path).rows("incoming_phone_numbers")
            #expect(after.count == 1 && after.first?["sid"] as? String != sid)
        }
    }

    @Test("Orders are about the account that they name, and about the first one otherwise")
    func orders() async throws {
        try await withAccounts { ours, theirs, _ in
            let caller = Caller(ours)
            let fault = #"{"kind":"error_before","status":503,"account":"\#(theirs.accountSID)"}"#
            #expect(try await caller.call(.post, "/__fault", json: fault).status == 200)

            #expect(try await caller.get("Messages.json").status == 200)
            #expect(try await Caller(theirs).get("Messages.json").status == 503)
            let books = try await caller.call(.get, "/__account?account=\(theirs.accountSID)")
            #expect(books.text("account_sid") == theirs.accountSID)
            #expect(try await caller.call(.get, "/__accounts").rows("accounts").count == 3)
            #expect(try await caller.call(.get, "/__account?account=AC1").status == 404)
        }
    }

    @Test("A medium of any account can be fetched from the content network")
    func media() async throws {
        try await withAccounts { _, theirs, _ in
            let caller = Caller(theirs)
            let sid = try #require(try await theirs.inbound(from: Caller.lead, body: "", media: ["image/png"]))
            let list = try await caller.get("Messages/\(sid)/Media.json").rows("media_list")
            let medium = String(try #require(list[0]["uri"] as? String).dropLast(5))

            let redirect = try await caller.call(.get, medium)
            let place = try #require(redirect.headers[.location]?.firstRange(of: "/__cdn/"))
            let ticket = String(redirect.headers[.location]?[place.lowerBound...] ?? "")
            var stranger = caller
            (stranger.username, stranger.password) = ("nobody", "")

            #expect(redirect.status == 307)
            // With credentials it is refused by the account that issued the ticket, and counted there.
            #expect(try await stranger.call(.get, ticket).status == 400)
            #expect(await theirs.books().strayCredentials == 1)
        }
    }

    @Test("Two accounts cannot begin with the same number")
    func sameNumber() async {
        var options = SimulatorOptions()
        options.others = [OtherAccount(numbers: options.numbers)]

        await #expect(throws: SimulatorError.self) { try await LocalTwilio.start(options) }
    }
}
