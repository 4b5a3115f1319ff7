import HTTPTypes
import Messaging
import PhoneNumbers
import Testing
import Transport
import TwilioAPI
import TwilioSimulator

@testable import Twilio

/// The whole way: service, libcurl, sockets, and a Twilio that was written without looking at ours.
@Suite("Against the local Twilio")
struct SimulatorTests {
    private func withSimulator(
        _ work: (RunningSimulator, TwilioSMSService) async throws -> Void
    ) async throws {
        let simulator = try await LocalTwilio.start(SimulatorOptions(pace: Pace(speed: 20)))
        do {
            try await work(simulator, try service(of: simulator, secret: simulator.authToken))
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    private func service(
        of simulator: RunningSimulator, secret: String, keySID: String? = nil
    ) throws -> TwilioSMSService {
        let access = try TwilioAccess(
            accountSID: simulator.accountSID, username: keySID, secret: secret,
            hosts: try TwilioHosts(apiURL: simulator.base))
        return TwilioSMSService(
            access: access, sender: PhoneNumber(e164: simulator.from).map(SendForm.Sender.number),
            transport: CurlTransport(), phoneBook: PhoneBook(), now: { testNow }, uptime: { Uptime(milliseconds: 0) })
    }

    @Test("a walk through the pages meets every message once, newest first")
    func walk() async throws {
        try await withSimulator { simulator, service in
            await simulator.seed(SeedPlan(leads: 20, messages: 400))
            var page = try await service.page(ListQuery(to: simulator.from, pageSize: 30))
            var inbound = page.messages
            while let next = page.nextPageURI {
                page = try await service.page(at: next)
                inbound += page.messages
            }
            let outbound = try await service.page(ListQuery(from: simulator.from)).messages

            #expect(Set(inbound.map(\.sid)).count == inbound.count)
            #expect(inbound.allSatisfy { $0.direction == .inbound && $0.to == simulator.from })
            #expect(outbound.allSatisfy { $0.direction == .outbound && $0.from == simulator.from })
            #expect(inbound.count + outbound.count >= 400)
            let moments = inbound.compactMap(\.dateSent)
            #expect(moments == moments.sorted(by: >))
            let newest = try #require(inbound.first)
            #expect(try await service.message(sid: newest.sid) == newest)
        }
    }

    @Test("a text is handed over, and refusals come with Twilio's codes")
    func sending() async throws {
        try await withSimulator { simulator, service in
            let text = "Até às 5? 👍 1+1=2 & 100%"

            let sent = try await service.sendSMS(to: "+12025550123", body: text)
            let refused = await failure { () async throws(TwilioError) in
                try await service.sendSMS(to: "+15005550004", body: "x")
            }

            #expect(try await service.message(sid: sent.sid).body == text)
            #expect(refused?.kind == "rejected 21610 400")
            #expect(service.serverClockOffset != nil)
        }
    }

    @Test(
        "whatever goes wrong with a send, the service knows whether the message may have left",
        arguments: [
            (Fault.Kind.errorBefore, "unknown", 0), (.errorAfter, "unknown", 1), (.noAnswer, "unknown", 1),
            (.unreachable, "unknown", 0), (.cut, "unknown", 1), (.html, "unknown", 0),
            (.rateLimited, "later, tooMany", 0),
        ])
    func faults(kind: Fault.Kind, outcome: String, accepted: Int) async throws {
        try await withSimulator { simulator, service in
            // A connection is open already, which is when a library may repeat a request by itself.
            _ = try await service.page(ListQuery(pageSize: 1))
            await simulator.fault(Fault(kind, method: "POST", retryAfter: "3"))

            let error = await failure { () async throws(TwilioError) in
                try await service.sendSMS(to: "+12025550123", body: "once")
            }

            #expect(error?.kind == outcome)
            #expect(try await service.page(ListQuery(to: "+12025550123")).messages.count == accepted)
            #expect(await simulator.books().posts.filter { $0.sid != nil }.count == accepted)
        }
    }

    @Test("odd rows, huge answers and half answers to a reading harm nobody")
    func spoiltReadings() async throws {
        try await withSimulator { simulator, service in
            await simulator.seed(SeedPlan(leads: 5, messages: 40))
            var kinds: [String] = []
            for kind in [Fault.Kind.huge, .cut, .html, .errorBefore, .unreachable, .noAnswer] {
                await simulator.fault(Fault(kind, method: "GET"))
                let error = await failure { () async throws(TwilioError) in try await service.page(ListQuery()) }
                kinds.append(error?.kind ?? "none")
            }
            await simulator.fault(Fault(.oddRows, method: "GET"))

            let odd = try await service.page(ListQuery())

            #expect(kinds.prefix(4) == ["fault", "later, noAnswer", "later, outOfOrder", "later, outOfOrder"])
            // A reading whose connection dies may be repeated by the library, and then nothing was amiss.
            #expect(kinds.dropFirst(4).allSatisfy { $0 == "later, noAnswer" || $0 == "none" })
            #expect(!odd.messages.isEmpty)
        }
    }

    @Test("a picture that a lead sent is listed and fetched")
    func media() async throws {
        try await withSimulator { simulator, service in
            let sid = try #require(
                try await simulator.inbound(from: "+12025550123", body: "look", media: ["image/png"]))

            let item = try #require(try await service.mediaList(of: sid).first)
            let content = try await service.mediaContent(item.sid, of: sid, limit: 1 << 20)

            #expect(!content.bytes.isEmpty)
            #expect(content.contentType == item.contentType)
        }
    }

    @Test("account, balance, numbers and verified recipients answer; a wrong token and a key without rights do not")
    func account() async throws {
        try await withSimulator { simulator, service in
            let keyed = try self.service(of: simulator, secret: simulator.apiKeySecret, keySID: simulator.apiKeySID)
            let stranger = try self.service(of: simulator, secret: "wrong")

            #expect(try await service.account().sid == simulator.accountSID)
            #expect(try await service.balance().millionths > 0)
            #expect(try await service.incomingNumbers().map(\.phoneNumber).contains(simulator.from))
            _ = try await service.outgoingCallerIDs()
            #expect(try await service.pricing(country: "US").outbound.isEmpty == false)
            #expect(try await keyed.page(ListQuery(pageSize: 1)).messages.isEmpty)
            #expect(await failure { () async throws(TwilioError) in try await keyed.account() }?.kind == "credentials")
            #expect(
                await failure { () async throws(TwilioError) in try await stranger.page(ListQuery()) }?.kind
                    == "credentials")
        }
    }
}
