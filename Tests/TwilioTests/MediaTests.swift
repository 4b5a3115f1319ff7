import HTTPTypes
import Messaging
import TestSupport
import Testing
import Transport
import TwilioAPI

@testable import Twilio

@Suite("Pictures from Twilio")
struct MediaTests {
    private func redirect(_ location: String) -> ScriptedTransport.Step { .answer(307, "", [.location: location]) }

    private func fetch(_ transport: ScriptedTransport, base: String? = nil) async throws -> MediaContent {
        try await service(transport, base: base).mediaContent(mediaSID, of: messageSID, limit: 1000)
    }

    @Test("a picture is fetched from Twilio's store without the account's secret")
    func otherHost() async throws {
        let transport = ScriptedTransport([
            redirect("https://media.twiliocdn.example/x?sig=1"),
            .answer(200, "JPEG", [.contentType: "Image/JPEG; q=1"]),
        ])

        let content = try await fetch(transport)

        #expect(content == MediaContent(bytes: Array("JPEG".utf8), contentType: "image/jpeg"))
        #expect(transport.calls[0].request.headerFields[.authorization] != nil)
        #expect(
            transport.calls[0].request.path
                == "/2010-04-01/Accounts/\(accountSID)/Messages/\(messageSID)/Media/\(mediaSID)")
        #expect(transport.calls[1].request.headerFields[.authorization] == nil)
        #expect(transport.calls[1].request.authority == "media.twiliocdn.example")
        #expect(transport.calls[1].request.path == "/x?sig=1")
        #expect(transport.calls.allSatisfy { $0.responseLimit == 1000 })
    }

    @Test("a web page or nothing in place of a picture is no picture, and is asked for again later")
    func gateOnTheWay() async throws {
        for (body, type) in [("<html>Sign in</html>", "text/html; charset=utf-8"), ("", "image/jpeg")] {
            let transport = ScriptedTransport([
                redirect("https://media.example/x"), .answer(200, body, [.contentType: type]),
            ])
            let service = try service(transport)

            let error = await failure { () async throws(TwilioError) in
                try await service.mediaContent(mediaSID, of: messageSID, limit: 1000)
            }

            #expect(error?.kind == "later, outOfOrder")
        }
    }

    @Test("a copy in the store of media does not tell Twilio's time")
    func otherClock() async throws {
        let transport = ScriptedTransport([
            .answer(307, "", [.location: "https://media.twiliocdn.example/x", .date: "Mon, 23 Nov 2026 09:00:00 GMT"]),
            .answer(200, "JPEG", [.date: "Sun, 22 Nov 2026 01:00:00 GMT"]),
        ])
        let service = try service(transport)

        _ = try await service.mediaContent(mediaSID, of: messageSID, limit: 1000)

        let moment = try #require(InternetDate.instant("Mon, 23 Nov 2026 09:00:00 GMT"))
        #expect(service.serverClockOffset == moment + .milliseconds(500) - testNow)
    }

    @Test("within the same host the secret stays, another port is another host")
    func sameHost() async throws {
        let base = "http://127.0.0.1:8080"
        let near = ScriptedTransport([redirect("/elsewhere"), .answer(200, "x")])
        let far = ScriptedTransport([redirect("http://127.0.0.1:9090/x"), .answer(200, "x")])

        _ = try await fetch(near, base: base)
        _ = try await fetch(far, base: base)

        #expect(near.calls[1].request.headerFields[.authorization] != nil)
        #expect(far.calls[1].request.headerFields[.authorization] == nil)
    }

    @Test(
        "a redirect to this machine, to plain http or to nowhere is not followed",
        arguments: [
            "http://media.example/x", "http://127.evil.example/x", "https://127.0.0.1/x", "https://localhost:9/x",
            "https://[::1]/x",
            "file:///etc/passwd",
            "//media.example/x", "", "https://user:pw@media.example/",
        ])
    func refusedRedirects(location: String) async throws {
        let transport = ScriptedTransport([redirect(location)])
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in
            try await service.mediaContent(mediaSID, of: messageSID, limit: 1000)
        }

        #expect(error?.kind == "fault")
        #expect(transport.calls.count == 1)
    }

    @Test(
        "a second redirect ends it, an address that ran out is tried again, a picture that is gone is gone",
        arguments: [(307, "fault"), (403, "later, outOfOrder"), (404, "not found"), (500, "later, outOfOrder")])
    func secondAnswer(status: Int, kind: String) async throws {
        let transport = ScriptedTransport([
            redirect("https://media.example/x"), .answer(status, "<Error/>", [.location: "https://media.example/y"]),
        ])
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in
            try await service.mediaContent(mediaSID, of: messageSID, limit: 1000)
        }

        #expect(error?.kind == kind)
        #expect(transport.calls.count == 2)
    }
}
