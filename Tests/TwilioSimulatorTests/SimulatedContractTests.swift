import HTTPTypes
import Foundation
import Testing

@testable import TwilioSimulator

/// Holds what the simulator says to the documents that Twilio publishes, where copies lie beside the project.
@Suite("Twilio's published contract")
struct SimulatedContractTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/twilio").standardizedFileURL

    private let schemas: [String: Any]? = {
        var schemas: [String: Any] = [:]
        for name in ["api-v2010-messaging", "messaging-v1-subset"] {
            let file = folder.appendingPathComponent("\(name).openapi.json")
            // Without the documents there is nothing to compare with, and the tests say so.
            guard let bytes = try? Data(contentsOf: file),
                let document = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any],
                let components = document["components"] as? [String: Any]
            else {
                print("Twilio's OpenAPI documents are not beside the project: the simulator was NOT CHECKED with them.")
                return nil
            }
            schemas.merge(components["schemas"] as? [String: Any] ?? [:]) { first, _ in first }
        }
        return schemas
    }()

    private func schema(_ name: String) -> [String: Any]? { schemas?[name] as? [String: Any] }

    private func words(_ name: String) -> Set<String>? { (schema(name)?["enum"] as? [String]).map(Set.init) }

    @Test("The words for states, directions and kinds of account are Twilio's, all of them")
    func words() {
        guard schemas != nil else { return }

        #expect(words("message_enum_status") == Set(StatusWord.allCases.map(\.wire)))
        #expect(words("message_enum_direction") == Set(DirectionWord.allCases.map(\.wire)))
        #expect(words("account_enum_type") == Set(AccountKind.allCases.map(\.rawValue)))
        #expect(words("account_enum_status") == Set(AccountStanding.allCases.map(\.rawValue)))
    }

    @Test("Every resource has exactly the members that Twilio publishes, with their types")
    func resources() async throws {
        guard schemas != nil else { return }
        try await withSimulator { options in
            options.verifiedNumbers = [Caller.lead]
        } _: { simulator, caller in
            let (sid, untold) = try await twoMessages(simulator, caller)
            let v1 = "/v1/Services"
            let account = "/2010-04-01/Accounts/\(simulator.accountSID).json"
            let service = v1 + "/" + simulator.messagingServiceSID

            let cases: [(String, [String: Any])] = [
                ("api.v2010.account.message", try await caller.get("Messages/\(sid).json").object),
                ("api.v2010.account.message", try await caller.get("Messages.json").rows()[0]),
                ("api.v2010.account.message", try await caller.get("Messages/\(untold).json").object),
                (
                    "api.v2010.account.message.media",
                    try await caller.get("Messages/\(sid)/Media.json").rows("media_list")[0]
                ),
                ("api.v2010.account", try await caller.call(.get, account).object),
                ("api.v2010.account.balance", try await caller.get("Balance.json").object),
                (
                    "api.v2010.account.incoming_phone_number",
                    try await caller.get("IncomingPhoneNumbers.json").rows("incoming_phone_numbers")[0]
                ),
                (
                    "api.v2010.account.outgoing_caller_id",
                    try await caller.get("OutgoingCallerIds.json").rows("outgoing_caller_ids")[0]
                ),
                (
                    "api.v2010.account.message.message_feedback",
                    try await caller.call(.post, caller.path("Messages/\(sid)/Feedback.json")).object
                ),
                ("messaging.v1.service", try await caller.call(.get, service).object),
                (
                    "messaging.v1.service.phone_number",
                    try await caller.call(.get, service + "/PhoneNumbers").rows("phone_numbers")[0]
                ),
                (
                    "pricing.v1.messaging.messaging_country-instance",
                    try await caller.call(.get, "/v1/Messaging/Countries/BR").object
                ),
                (
                    "pricing.v1.messaging.messaging_country",
                    try await caller.call(.get, "/v1/Messaging/Countries").rows("countries")[0]
                ),
            ]
            for (name, resource) in cases { compare(resource, with: name) }
        }
    }

    /// A message with a picture, and one whose text and sender are not told.
    private func twoMessages(_ simulator: RunningSimulator, _ caller: Caller) async throws -> (String, String) {
        let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "x", media: ["image/png"]))
        _ = try await caller.send("y")
        let untold = try #require(try await simulator.inbound(from: Caller.lead, body: "z"))
        try await simulator.change(untold, .untold([.body, .from]))
        return (sid, untold)
    }

    private func compare(_ resource: [String: Any], with name: String) {
        guard let properties = schema(name)?["properties"] as? [String: [String: Any]] else {
            Issue.record("Twilio has no schema \(name)")
            return
        }
        #expect(Set(resource.keys) == Set(properties.keys), "\(name)")
        for (member, value) in resource where !(value is NSNull) {
            guard let property = properties[member] else { continue }
            #expect(fits(value, property), "\(name).\(member)")
        }
        for (member, value) in resource where value is NSNull {
            let isReference = properties[member]?["$ref"] != nil || properties[member]?["allOf"] != nil
            #expect(properties[member]?["nullable"] as? Bool ?? isReference, "\(name).\(member) is never null")
        }
    }

    private func fits(_ value: Any, _ property: [String: Any]) -> Bool {
        switch property["type"] as? String {
        case "string": value is String
        case "integer": value is Int
        case "boolean": value is Bool
        case "array": value is [Any]
        case "object": value is [String: Any]
        default: fits(value, reference: property)
        }
    }

    /// A member that refers to an enumeration has to be one of its words.
    private func fits(_ value: Any, reference property: [String: Any]) -> Bool {
        let all = (property["allOf"] as? [[String: Any]])?.first?["$ref"]
        guard let path = (property["$ref"] ?? all) as? String, let name = path.split(separator: "/").last,
            let allowed = words(String(name)), let word = value as? String
        else { return true }
        return allowed.contains(word)
    }
}
