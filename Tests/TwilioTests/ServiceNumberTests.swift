import HTTPTypes
import TestSupport
import Testing
import Transport
import TwilioAPI

@testable import Twilio

@Suite("The numbers of a messaging service")
struct ServiceNumberTests {
    private static let sid = "MG" + String(repeating: "4d", count: 16)
    private static let path = "/v1/Services/\(sid)/PhoneNumbers"

    private func page(_ numbers: [String], next: String?) -> ScriptedTransport.Step {
        let rows = numbers.map { #"{"sid":"PN1","phone_number":"\#($0)"}"# }.joined(separator: ",")
        let next = next.map { "\"\($0)\"" } ?? "null"
        return .answer(200, #"{"phone_numbers":[\#(rows),{}],"meta":{"next_page_url":\#(next)}}"#)
    }

    @Test("they are read page by page from the messaging host, a thousand a page")
    func pages() async throws {
        let next = "https://messaging.twilio.com\(Self.path)?PageSize=1000&Page=1&PageToken=PT1"
        let transport = ScriptedTransport([
            page(["+15550100001", "+15550100002"], next: next), page(["+15550100003"], next: nil),
        ])

        let numbers = try await service(transport).numbers(ofService: Self.sid)

        #expect(numbers.map(\.phoneNumber) == ["+15550100001", "+15550100002", "+15550100003"])
        #expect(transport.calls.allSatisfy { $0.request.authority == "messaging.twilio.com" })
        #expect(
            transport.calls.map(\.request.path) == [
                Self.path + "?PageSize=1000", Self.path + "?PageSize=1000&Page=1&PageToken=PT1",
            ])
    }

    @Test(
        "a next page leads to the same pool at the same host, or nowhere",
        arguments: [
            "https://evil.example/v1/Services/MG\(String(repeating: "00", count: 16))/PhoneNumbers?Page=1",
            "https://evil.example/", "", "\(path)?Page=1 HTTP/1.1", "https://evil.example\(path)/x?Page=1",
        ])
    func strangeNext(next: String) async throws {
        let transport = ScriptedTransport([page(["+15550100001"], next: next)])

        #expect(try await service(transport).numbers(ofService: Self.sid).count == 1)
        #expect(transport.calls.count == 1)
    }

    @Test("a pool that names itself as its next page ends after a few")
    func circle() async throws {
        let next = "https://messaging.twilio.com\(Self.path)?Page=1"
        let transport = ScriptedTransport((0..<9).map { _ in page(["+15550100001"], next: next) })

        #expect(try await service(transport).numbers(ofService: Self.sid).count == 5)
    }

    @Test("what is no service is not asked for")
    func noService() async throws {
        let transport = ScriptedTransport([])
        let service = try service(transport)

        let error = await failure { () async throws(TwilioError) in try await service.numbers(ofService: "MG../x") }

        #expect(error?.kind == "not found")
        #expect(transport.calls.isEmpty)
    }
}
