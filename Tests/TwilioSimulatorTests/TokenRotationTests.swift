import HTTPTypes
import Messaging
import Testing
import Transport

@testable import TwilioSimulator

@Suite("Auth tokens that change")
struct TokenRotationTests {
    private func signature(_ call: FormFields, _ token: String) -> String {
        WebhookSignature.of(url: "http://127.0.0.1:9/sms", fields: call, token: token)
    }

    @Test("A second token opens the account beside the first, and signs once it is promoted; then the first is dead")
    func rotation() async throws {
        let network = RecordingTransport()
        try await withSimulator(webhooks: network) { simulator, caller in
            try await simulator.setWebhook("http://127.0.0.1:9/sms")
            var next = caller

            let made = try await caller.call(.post, "/v1/AuthTokens/Secondary")
            next.password = try #require(made.text("secondary_auth_token"))
            #expect(made.status == 201 && next.password != caller.password)
            for either in [caller, next] { #expect(try await either.get("Messages.json").status == 200) }
            try await simulator.inbound(from: Caller.lead, body: "before")
            await simulator.settle()

            let promoted = try await caller.call(.post, "/v1/AuthTokens/Promote")
            try await simulator.inbound(from: Caller.lead, body: "after")
            await simulator.settle()

            #expect(promoted.text("auth_token") == next.password)
            #expect(await simulator.presentToken == next.password)
            #expect(try await caller.get("Messages.json").status == 401)
            #expect(try await next.get("Messages.json").status == 200)
            let signatures = network.calls.map { $0.request.headerFields[HTTPField.Name("X-Twilio-Signature")!] }
            let forms = network.calls.map { FormFields(encoded: $0.body) }
            #expect(signatures == [signature(forms[0], caller.password), signature(forms[1], next.password)])
        }
    }

    @Test("A second token can be taken back, a new one takes its place, and without one there is nothing to promote")
    func takenBack() async throws {
        try await withSimulator { _, caller in
            #expect(try await caller.call(.post, "/v1/AuthTokens/Promote").status == 404)
            #expect(try await caller.call(.delete, "/v1/AuthTokens/Secondary").status == 404)
            let first = try await caller.call(.post, "/v1/AuthTokens/Secondary").text("secondary_auth_token")
            let second = try await caller.call(.post, "/v1/AuthTokens/Secondary").text("secondary_auth_token")
            var late = caller
            late.password = try #require(first)

            #expect(first != second)
            #expect(try await late.get("Messages.json").status == 401)
            #expect(try await caller.call(.delete, "/v1/AuthTokens/Secondary").status == 204)
            late.password = try #require(second)
            #expect(try await late.get("Messages.json").status == 401)
            #expect(try await caller.get("Messages.json").status == 200)
        }
    }

    @Test("An API key rotates no tokens, and works on when they change")
    func keys() async throws {
        try await withSimulator { simulator, caller in
            var key = caller
            (key.username, key.password) = (simulator.apiKeySID, simulator.apiKeySecret)
            #expect(try await key.call(.post, "/v1/AuthTokens/Secondary").status == 401)
            _ = try await caller.call(.post, "/v1/AuthTokens/Secondary")
            _ = try await caller.call(.post, "/v1/AuthTokens/Promote")

            #expect(try await key.get("Messages.json").status == 200)
        }
    }
}
