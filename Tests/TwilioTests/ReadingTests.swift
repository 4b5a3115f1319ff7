import HTTPTypes
import Messaging
import TestSupport
import Testing
import Transport
import TwilioAPI

@testable import Twilio

@Suite("Reading from Twilio")
struct ReadingTests {
    private let emptyPage = #"{"messages":[],"next_page_uri":null}"#

    @Test("a page is followed as Twilio wrote it, and never into another account")
    func nextPage() async throws {
        let transport = ScriptedTransport([.answer(200, emptyPage)])
        let service = try service(transport)
        let uri = "/2010-04-01/Accounts/\(accountSID)/Messages.json?To=%2B1&Page=1&PageToken=PASM1"

        _ = try await service.page(at: uri)
        let error = await failure { () async throws(TwilioError) in
            try await service.page(at: "/2010-04-01/Accounts/AC1/Messages.json")
        }

        #expect(transport.calls.map(\.request.path) == [uri])
        #expect(error?.kind == "fault")
    }

    @Test(
        "a reading that fails can always be tried again, unless a person has to act",
        arguments: [
            (ScriptedTransport.Step.failure(.notSent(detail: "x")), "later, noConnection"),
            (.failure(.unknownOutcome(detail: "x")), "later, noAnswer"),
            (.failure(.canceled(beforeSending: false)), "later, noAnswer"), (.failure(.tooLarge), "fault"),
            (.answer(503), "later, outOfOrder"), (.answer(200, "<html>"), "later, outOfOrder"),
            (.answer(200, #"{"messages":["#), "later, outOfOrder"), (.answer(200, "{}"), "fault"),
            (.answer(301), "credentials"), (.answer(401), "credentials"), (.answer(407), "credentials"),
            (.answer(404, #"{"code":20404}"#), "not found"),
            (.answer(400, #"{"code":20001,"message":"Page"}"#), "rejected 20001 400"),
            (.answer(429), "later, tooMany"),
        ] as [(ScriptedTransport.Step, String)])
    func outcomes(step: ScriptedTransport.Step, kind: String) async throws {
        let service = try service(ScriptedTransport([step]))

        let error = await failure { () async throws(TwilioError) in try await service.page(ListQuery()) }

        #expect(error?.kind == kind)
    }

    @Test(
        "Twilio's wish to be left alone is kept, but not for ever",
        arguments: [
            ("7", Duration.seconds(7)), ("0", .zero), ("-5", .zero), ("99999999", .seconds(600)), ("soon", nil),
            ("Mon, 23 Nov 2026 09:01:00 GMT", .seconds(60)), ("Mon, 23 Nov 2026 08:00:00 GMT", .zero),
            ("Tue, 24 Nov 2026 09:00:00 GMT", .seconds(600)),
        ] as [(String, Duration?)])
    func retryAfter(text: String, expected: Duration?) async throws {
        let fields: HTTPFields = [.retryAfter: text, .date: "Mon, 23 Nov 2026 09:00:00 GMT"]
        let service = try service(ScriptedTransport([.answer(429, "", fields)]))

        let error = await failure { () async throws(TwilioError) in try await service.page(ListQuery()) }

        guard case .tryLater(let after, _, _) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(after == expected)
    }

    @Test("the difference of the clocks is learnt from every answer, errors too")
    func clockOffset() async throws {
        let ahead = "Mon, 23 Nov 2026 09:05:00 GMT"
        let transport = ScriptedTransport([
            .answer(503, "", [.date: ahead]), .answer(200, emptyPage, [.date: "nonsense"]),
        ])
        let service = try service(transport)
        #expect(service.serverClockOffset == nil)

        _ = await failure { () async throws(TwilioError) in try await service.page(ListQuery()) }
        _ = try await service.page(ListQuery())

        let moment = try #require(InternetDate.instant(ahead))
        #expect(service.serverClockOffset == moment + .milliseconds(500) - testNow)
    }

    @Test("Twilio's time goes on with the time that passes, whatever this machine's clock is set to")
    func serverTime() async throws {
        let clock = HandClock()
        let transport = ScriptedTransport([.answer(200, emptyPage, [.date: "Mon, 23 Nov 2026 09:05:00 GMT"])])
        let service = try service(transport, clock: clock)
        _ = try await service.page(ListQuery())
        let told = try #require(service.serverNow)

        clock.setWall(by: .seconds(-3600))
        clock.advance(.seconds(90))

        #expect(service.serverNow == told + .seconds(90))
        #expect(service.serverClockOffset == told - clock.now + .seconds(90))
    }

    @Test("SIDs that are none never reach the network", arguments: ["", "SM1", "../../x", "SM1234567890abcdef"])
    func strangeSIDs(sid: String) async throws {
        let transport = ScriptedTransport()
        let service = try service(transport)

        #expect(await failure { () async throws(TwilioError) in try await service.message(sid: sid) } == .notFound)
        #expect(await failure { () async throws(TwilioError) in try await service.mediaList(of: sid) } == .notFound)
        #expect(transport.calls.isEmpty)
    }

    @Test("account, balance, numbers and prices are asked for where they live")
    func smallResources() async throws {
        let numbers = #"{"incoming_phone_numbers":[{"sid":"PN1","phone_number":"+15550100199"}],"next_page_uri":"%"}"#
        let root = "/2010-04-01/Accounts/\(accountSID)"
        let transport = ScriptedTransport([
            .answer(200, #"{"sid":"\#(accountSID)","type":"Full","status":"active"}"#),
            .answer(200, #"{"balance":"12.5","currency":"USD"}"#),
            .answer(200, numbers.replacing("%", with: root + "/IncomingPhoneNumbers.json?Page=1")),
            .answer(200, numbers.replacing("\"%\"", with: "null")), .answer(200, #"{"outgoing_caller_ids":[]}"#),
            .answer(200, #"{"iso_country":"US","price_unit":"USD"}"#),
        ])
        let service = try service(transport)

        #expect(try await service.account().isTrial == false)
        #expect(try await service.balance().decimal == "12.5000")
        #expect(try await service.incomingNumbers().count == 2)
        #expect(try await service.outgoingCallerIDs().isEmpty)
        #expect(try await service.pricing(country: "us").country == "US")
        #expect(transport.calls.last?.request.authority == "pricing.twilio.com")
        #expect(transport.calls[3].request.path == root + "/IncomingPhoneNumbers.json?Page=1")
    }
}
