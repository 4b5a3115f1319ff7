import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Testing
import TwilioSimulator

@Suite("Channels over the routes")
struct ChannelRouteTests {
    private func order(_ twilio: RunningSimulator, token: String? = nil, status: String = "active") -> String {
        #"{"type":"twilio_sms","name":"My Twilio SMS","status":"\#(status)","credentials":{"accountSid":"#
            + #""\#(twilio.accountSID)","authToken":"\#(token ?? twilio.authToken)","phoneNumber":"\#(twilio.from)"}}"#
    }

    @Test(
        "The seed's request makes an active channel, and tells the token back this once", arguments: StoreKind.allCases)
    func seed(kind: StoreKind) async throws {
        let twilio = try await LocalTwilio.start(SimulatorOptions())
        let stage = try await RouteStage(kind, twilio: twilio.base)
        let ann = try await stage.tenants.open(owner: "ann", label: "laptop")
        let token = ann.token.text

        let made = await stage.ask(.post, "/api/channels", as: token, order(twilio), key: "k")
        let again = await stage.ask(.post, "/api/channels", as: token, order(twilio), key: "k")
        let path = "/api/channels/\(made.json["id"].string ?? "")"
        let found = await stage.ask(.get, path, as: token)

        #expect(made.status == 201 && made.json["status"].string == "active")
        #expect(made.json["credentials"]["authToken"].string == twilio.authToken)
        #expect(made.json["user_id"].string == ann.user.id.description)
        #expect(again.status == 201 && again.json["id"] == made.json["id"])
        #expect(found.status == 200 && found.json["credentials"]["phoneNumber"].string == twilio.from)
        let list = await stage.ask(.get, "/api/channels", as: token)
        let audit = await stage.ask(.get, "/api/audit", as: token)
        for reply in [again, found, list, audit] { #expect(!reply.text.contains(twilio.authToken)) }
        #expect(audit.text.contains("channel.created"))
        await twilio.stop()
    }

    @Test("A number is one tenant's, and no other sees or changes its channel", arguments: StoreKind.allCases)
    func owned(kind: StoreKind) async throws {
        let twilio = try await LocalTwilio.start(SimulatorOptions())
        let stage = try await RouteStage(kind, twilio: twilio.base)
        let ann = try await stage.tenants.open(owner: "ann", label: "laptop").token.text
        let eve = try await stage.tenants.open(owner: "eve", label: "laptop").token.text
        let made = await stage.ask(.post, "/api/channels", as: ann, order(twilio))
        let path = "/api/channels/\(made.json["id"].string ?? "")"

        let taken = await stage.ask(.post, "/api/channels", as: eve, order(twilio))
        #expect(taken.status == 422 && taken.code == "channel_not_owned")
        for (method, target) in [
            (HTTPRequest.Method.get, path), (.patch, path), (.delete, path), (.post, path + "/test"),
            (.post, path + "/activate"), (.post, path + "/webhooks"), (.post, path + "/rotate-token"),
        ] {
            let body = #"{"name":"mine","authToken":"0123456789abcdef0123456789abcdef"}"#
            #expect(await stage.ask(method, target, as: eve, body).status == 404, "\(method) \(target)")
        }
        let kept = await stage.ask(.get, path, as: ann)
        #expect(kept.status == 200 && kept.json["version"] == made.json["version"])
        #expect(await stage.ask(.get, "/api/channels", as: eve).json["items"].elements.isEmpty)
        await twilio.stop()
    }

    @Test("A channel is changed by who has seen its version, tested, and taken away")
    func life() async throws {
        let twilio = try await LocalTwilio.start(SimulatorOptions())
        let stage = try await RouteStage(.sqlite, twilio: twilio.base)
        let ann = try await stage.tenants.open(owner: "ann", label: "laptop").token.text
        let made = await stage.ask(.post, "/api/channels", as: ann, order(twilio))
        let path = "/api/channels/\(made.json["id"].string ?? "")"
        let tag = try #require(made.headers["ETag"])

        let renamed = await stage.ask(.patch, path, as: ann, #"{"name":"Sales","mps":3}"#, key: "a", ifMatch: tag)
        let late = await stage.ask(.patch, path, as: ann, #"{"name":"Late"}"#, ifMatch: tag)
        let tested = await stage.ask(.post, path + "/test", as: ann, key: "t")
        let plan = await stage.ask(.post, path + "/webhooks", as: ann)

        #expect(renamed.status == 200 && renamed.json["name"].string == "Sales" && renamed.json["mps"].integer == 3)
        #expect(late.status == 412)
        #expect(tested.status == 200 && !tested.json["findings"].elements.isEmpty)
        #expect(plan.status == 200 && plan.json["applied"] == .bool(false))
        #expect(await stage.ask(.delete, path, as: ann).status == 204)
        #expect(await stage.ask(.get, path, as: ann).status == 404)
        await twilio.stop()
    }

    @Test("Where Twilio cannot be asked the channel waits, and a wrong token is refused")
    func refusals() async throws {
        let twilio = try await LocalTwilio.start(SimulatorOptions())
        let stage = try await RouteStage(.sqlite, twilio: twilio.base)
        let ann = try await stage.tenants.open(owner: "ann", label: "laptop").token.text

        let wrong = await stage.ask(
            .post, "/api/channels", as: ann, order(twilio, token: "0123456789abcdef0123456789abcdef"))
        #expect(wrong.status == 422 && ["twilio_refused", "channel_not_owned"].contains(wrong.code ?? ""))
        await twilio.stop()
        let waiting = await stage.ask(.post, "/api/channels", as: ann, order(twilio))

        #expect(waiting.status == 201 && waiting.json["status"].string == "inactive")
        #expect(waiting.json["activation"].string == "pending")
        #expect(stage.faults.all == [])
    }
}
