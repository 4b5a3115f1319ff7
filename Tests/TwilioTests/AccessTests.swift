import HTTPTypes
import TestSupport
import Testing
import Transport
import TwilioAPI

@testable import Twilio

@Suite("Who asks, and where")
struct AccessTests {
    @Test("no description, dump or error shows a secret")
    func secretsStaySecret() async throws {
        let transport = ScriptedTransport([.answer(401, #"{"code":20003,"message":"\#(secret)"}"#)])
        let service = try service(transport)
        var dumped = ""
        dump(service.access, to: &dumped)
        dump(service, to: &dumped)

        let error = await failure { () async throws(TwilioError) in try await service.page(ListQuery()) }

        for text in ["\(service.access)", String(reflecting: service.access), dumped, "\(String(describing: error))"] {
            #expect(!text.contains(secret))
        }
        #expect(!"\(service.access)".contains(accountSID))
    }

    @Test("the account's token proves the account, a key proves itself")
    func authorization() async throws {
        let key = "SK" + String(repeating: "3c", count: 16)
        let plain = ScriptedTransport([.answer(200, #"{"messages":[],"next_page_uri":null}"#)])
        let keyed = ScriptedTransport([.answer(200, #"{"messages":[],"next_page_uri":null}"#)])

        _ = try await service(plain).page(ListQuery())
        _ = try await service(keyed, keySID: key).page(ListQuery())

        #expect(
            plain.calls[0].request.headerFields[.authorization]
                == HTTPField.basicAuthorization(name: accountSID, secret: secret).value)
        #expect(
            keyed.calls[0].request.headerFields[.authorization]
                == HTTPField.basicAuthorization(name: key, secret: secret).value)
        #expect(keyed.calls[0].request.path?.contains(accountSID) == true)
    }

    @Test(
        "credentials that cannot be right are refused with the reason",
        arguments: [
            ("", "x", TwilioAccess.notConfigured), (accountSID, "", TwilioAccess.notConfigured),
            ("AC1", "x", "The account SID must be AC and 32 hexadecimal digits."),
            (accountSID, "to ken", "The auth token holds a space or a line break; copy it again."),
            (accountSID, "token\n", "The auth token holds a space or a line break; copy it again."),
        ])
    func wrongCredentials(sid: String, secret: String, reason: String) throws {
        let hosts = try TwilioHosts()

        #expect(throws: TwilioError.credentials(reason: reason)) {
            try TwilioAccess(accountSID: sid, secret: secret, hosts: hosts)
        }
    }

    @Test("missing credentials come with what to set")
    func notConfigured() {
        let error = TwilioError.credentials(reason: TwilioAccess.notConfigured)

        #expect(error.words() == "Twilio credentials not configured")
        #expect(error.remedy?.contains("TWILIO_AUTH_TOKEN") == true)
    }

    @Test(
        "a region has its host, and one address can stand for all of them",
        arguments: [
            (nil, nil, nil, "https://api.twilio.com"), (nil, "us1", nil, "https://api.twilio.com"),
            (nil, "ie1", nil, "https://api.dublin.ie1.twilio.com"),
            (nil, "ie1", "frankfurt", "https://api.frankfurt.ie1.twilio.com"),
            (nil, nil, "sydney", "https://api.sydney.us1.twilio.com"),
            ("http://127.0.0.1:8080/", "ie1", nil, "http://127.0.0.1:8080"),
            ("https://Proxy.Example/twilio/", nil, nil, "https://proxy.example/twilio"),
        ] as [(String?, String?, String?, String)])
    func hosts(url: String?, region: String?, edge: String?, base: String) throws {
        let hosts = try TwilioHosts(apiURL: url, region: region, edge: edge)

        #expect(hosts.base == base)
        #expect(hosts.address(.api, "/x")?.path == (base.hasSuffix("/twilio") ? "/twilio/x" : "/x"))
    }

    @Test(
        "addresses and regions that make no sense are refused",
        arguments: [
            ("api.twilio.com", nil), ("ftp://api.twilio.com", nil), ("http://api.twilio.com", nil), ("", nil),
            ("https://", nil), ("https://u:p@x.example", nil), ("https://x.example/?a=b", nil), (nil, "mars"),
            (nil, "evil.example/"), (nil, ""),
        ] as [(String?, String?)])
    func strangeHosts(url: String?, region: String?) {
        #expect(throws: TwilioError.self) { try TwilioHosts(apiURL: url, region: region) }
    }

    @Test("one address replaces the pricing host too")
    func everyHost() async throws {
        let transport = ScriptedTransport([.answer(200, #"{"iso_country":"US"}"#)])

        _ = try await service(transport, base: "http://127.0.0.1:8080").pricing(country: "US")

        #expect(transport.calls[0].request.authority == "127.0.0.1:8080")
        #expect(transport.calls[0].request.scheme == "http")
    }

    @Test("the plain words of a refusal name what the person can do")
    func words() {
        let unverified = TwilioError.rejected(code: 21608, message: "whatever", status: 400)
        let unknown = TwilioError.rejected(code: 99_999, message: "A new reason", status: 400)

        #expect(unverified.words(recipient: "+15550100101") == "The number +15550100101 is unverified")
        #expect(unverified.remedy?.contains("upgrade") == true)
        #expect(unknown.words() == "A new reason")
        #expect(!unverified.description.contains("whatever"))
    }
}
