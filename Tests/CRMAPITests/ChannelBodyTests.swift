import Messaging
import Testing

@testable import CRMAPI

@Suite("Channels on the wire")
struct ChannelBodyTests {
    private static let sid = "AC0123456789abcdef0123456789abcdef"

    private static let seed = """
        {
          "type": "twilio_sms",
          "name": "My Twilio SMS",
          "status": "active",
          "credentials": {
            "accountSid": "\(sid)",
            "authToken": "your_auth_token_here",
            "phoneNumber": "+15551234567"
          }
        }
        """

    private func faults(_ text: String) -> [String] {
        do {
            _ = try ChannelBody.New.read(Array(text.utf8))
            return []
        } catch { return error.errors.map(\.pointer).sorted() }
    }

    private func channel(_ new: ChannelBody.New) throws -> ChannelBody {
        let id = try #require(ChannelID("018f0000-0000-7000-8000-000000000001"))
        let user = try #require(UserID("018f0000-0000-7000-8000-000000000002"))
        return ChannelBody(
            id: id, userID: user, name: new.name, status: new.status, credentials: new.credentials,
            settings: new.settings, createdAt: Instant(seconds: 1_704_067_200), version: 1)
    }

    @Test("the seed's request is taken as it stands")
    func seedRequest() throws {
        let new = try ChannelBody.New.read(Array(Self.seed.utf8))

        #expect(new.name == "My Twilio SMS" && new.status == .active)
        #expect(new.credentials.accountSID == Self.sid)
        #expect(new.credentials.authToken == "your_auth_token_here")
        #expect(new.credentials.phoneNumber == "+15551234567")
        #expect(new.settings == ChannelBody.Settings())
    }

    @Test("the answer to it has the seed's members in the seed's order, and echoes the token to its sender")
    func seedAnswer() throws {
        let text = try channel(try ChannelBody.New.read(Array(Self.seed.utf8))).echoed

        #expect(
            text.hasPrefix(
                #"{"id":"018f0000-0000-7000-8000-000000000001","user_id":"018f0000-0000-7000-8000-000000000002","#
                    + #""type":"twilio_sms","name":"My Twilio SMS","status":"active","credentials":{"accountSid":"#
                    + "\"\(Self.sid)\"" + #","authToken":"your_auth_token_here","phoneNumber":"+15551234567"},"#
                    + #""created_at":"2024-01-01T00:00:00Z""#))
    }

    @Test("every later answer shows the last four characters of a secret, and none of a short one")
    func masked() throws {
        var new = try ChannelBody.New.read(Array(Self.seed.utf8))
        new.credentials.apiKeySID = "SK0123456789abcdef0123456789abcdef"
        new.credentials.apiKeySecret = "short1234"
        let channel = try channel(new)

        for text in [channel.masked, PageBody([channel], next: nil).text] {
            #expect(text.contains(#""authToken":"…here""#))
            #expect(text.contains(#""apiKeySecret":"…""#))
            #expect(!text.contains("your_auth") && !text.contains("short"))
        }
    }

    @Test("however a request is printed, its secrets are not")
    func unprinted() throws {
        let new = try ChannelBody.New.read(Array(Self.seed.utf8))
        let rotation = try ChannelBody.Rotation.read(Array(#"{"authToken":"your_auth_token_here"}"#.utf8))
        var dumped = ""
        dump(new, to: &dumped)
        dump(rotation, to: &dumped)
        dump(try channel(new), to: &dumped)

        for text in ["\(new)", String(reflecting: new), "\(rotation)", String(reflecting: rotation), dumped] {
            #expect(!text.contains("your_auth"))
        }
    }

    @Test("a number that is none has the seed's word where nothing else is wrong")
    func badNumber() throws {
        for number in ["(555) 123-4567", "15551234567", "+1555", "+0123456789", "+1555123456789012"] {
            let error = #expect(throws: APIErrorBody.self) {
                try ChannelBody.New.read(Array(Self.seed.replacing("+15551234567", with: number).utf8))
            }
            #expect(error?.code == .invalidPhoneNumber && error?.errors.map(\.pointer) == ["/credentials/phoneNumber"])
        }
        let both = Self.seed.replacing("+15551234567", with: "1").replacing("\"My Twilio SMS\"", with: "7")
        let error = #expect(throws: APIErrorBody.self) { try ChannelBody.New.read(Array(both.utf8)) }
        #expect(error?.code == .invalidRequest && error?.errors.count == 2)
    }

    @Test("everything that is wrong is told at once, each with its place")
    func allFaults() {
        #expect(
            faults(#"{"type":"fax","name":7,"status":"on","credentials":{"accountSid":"AC1","phoneNumber":"555"}}"#)
                == [
                    "/credentials/accountSid", "/credentials/authToken", "/credentials/phoneNumber", "/name", "/status",
                    "/type",
                ])
        #expect(faults("{}") == ["/credentials", "/name", "/type"])
        #expect(faults(#"{"type":null,"name":" \u200b ","credentials":[]}"#) == ["/credentials", "/name", "/type"])
    }

    @Test("members that nobody knows are passed over")
    func unknownMembers() {
        #expect(faults(Self.seed.replacing("\"status\"", with: "\"colour\": [{}], \"status\"")) == [])
    }

    @Test(
        "tokens hold no blanks, names no controls, and half a key is none",
        arguments: [
            (#""authToken":"a b""#, "/credentials/authToken"), (#""authToken":"""#, "/credentials/authToken"),
            (#""authToken":"é""#, "/credentials/authToken"),
            (#""authToken":"t","apiKeySid":"SK0123456789abcdef0123456789abcdef""#, "/credentials/apiKeySecret"),
            (#""authToken":"t","messagingServiceSid":"MG\u0000""#, "/credentials/messagingServiceSid"),
        ])
    func credentials(members: String, pointer: String) {
        let text =
            #"{"type":"twilio_sms","name":"n","credentials":{"accountSid":"\#(Self.sid)","#
            + #""phoneNumber":"+15551234567",\#(members)}}"#

        #expect(faults(text) == [pointer])
    }

    @Test("a change tells what stays, what goes and what is new")
    func changes() throws {
        let text = #"{"name":"n","mps":null,"quiet_hours":{"start":"21:00","end":"08:30"}}"#

        let change = try ChannelBody.Change.read(Array(text.utf8))

        #expect(change.name == "n" && change.status == nil)
        #expect(change.mps.applied(to: 3) == nil)
        #expect(change.timezone.applied(to: "America/New_York") == "America/New_York")
        #expect(change.quietHours == .set(ChannelBody.QuietHours(start: 1260, end: 510)))
    }

    @Test(
        "a time of day is one on the clock",
        arguments: ["24:00", "9:00", "21:60", "2100", "-1:00", "+1:30", ":21:0", "1:2:3", ""])
    func badQuietHours(text: String) {
        let body = #"{"quiet_hours":{"start":"\#(text)","end":"08:00"}}"#

        let error = #expect(throws: APIErrorBody.self) { try ChannelBody.Change.read(Array(body.utf8)) }
        #expect(error?.errors.map(\.pointer) == ["/quiet_hours/start"])
    }

    @Test("credentials are changed by rotating them, and by nothing else")
    func rotation() throws {
        let error = #expect(throws: APIErrorBody.self) {
            try ChannelBody.Change.read(Array(#"{"credentials":{"authToken":"new"}}"#.utf8))
        }
        #expect(error?.errors.map(\.pointer) == ["/credentials"])
        let rotation = try ChannelBody.Rotation.read(Array(#"{"authToken":"new","grace_seconds":60}"#.utf8))
        #expect(rotation.authToken == "new" && rotation.grace == .seconds(60))
        #expect(try ChannelBody.WebhookOrder.read([]).isConfirmed == false)
    }
}
