import Foundation
import Messaging
import Testing

@testable import TwilioAPI

/// Holds the names that are read and sent to the document that Twilio publishes, where a copy lies beside the project.
@Suite("Twilio's published contract")
struct PublishedContractTests {
    private static let document: JSONValue? = {
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let file = project.appendingPathComponent("../shared/twilio/api-v2010-messaging.openapi.json")
            .standardizedFileURL
        // Without the document there is nothing to hold the names to, and the tests say so.
        guard let bytes = try? Data(contentsOf: file) else {
            print("Twilio's OpenAPI document is not beside the project; names are not compared with it.")
            return nil
        }
        return try? JSONValue([UInt8](bytes))
    }()

    private func walk(_ path: String...) -> JSONValue? {
        Self.document.map { path.reduce($0) { $0[$1] } }
    }

    /// The names of a value's members, none where there is no such value.
    private func names(_ value: JSONValue) -> Set<String> {
        guard case .object(let members) = value else { return [] }
        return Set(members.map(\.name))
    }

    private func properties(_ schema: String) -> Set<String>? {
        walk("components", "schemas", schema, "properties").map(names)
    }

    @Test("every member that is read of a message is one that Twilio has")
    func messageMembers() {
        guard let published = properties("api.v2010.account.message") else { return }

        #expect(published.isSuperset(of: MessageDecoder.Field.allCases.map(\.rawValue)))
    }

    @Test("every parameter of a send is one that Twilio takes")
    func sendParameters() throws {
        let path = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
        let body = walk("paths", path, "post", "requestBody", "content", "application/x-www-form-urlencoded", "schema")
        guard let body else { return }
        let form = SendForm(
            to: "", sender: .service(sid: ""), body: "x", mediaURLs: ["x"], statusCallback: "x",
            sendAt: Instant(seconds: 0),
            validityPeriod: 1, isSmartEncoded: true)

        #expect(names(body["properties"]).isSuperset(of: form.pairs.map(\.name) + ["From"]))
    }

    @Test("every filter of a list is one that Twilio has")
    func listParameters() {
        guard let list = walk("paths", "/2010-04-01/Accounts/{AccountSid}/Messages.json", "get") else { return }
        let published = Set(list["parameters"].list.compactMap { $0["name"].text })

        #expect(published.isSuperset(of: ["To", "From", "PageSize"]))
    }

    @Test(
        "the members of the smaller resources are Twilio's",
        arguments: [
            ("api.v2010.account.message.media", ["sid", "parent_sid", "content_type"]),
            ("api.v2010.account.balance", ["balance", "currency"]),
            ("api.v2010.account", ["sid", "friendly_name", "status", "type"]),
            ("api.v2010.account.outgoing_caller_id", ["phone_number", "friendly_name"]),
            (
                "api.v2010.account.incoming_phone_number",
                [
                    "sid", "phone_number", "friendly_name", "capabilities", "sms_url", "sms_method",
                    "sms_application_sid",
                ]
            ),
        ])
    func smallerResources(schema: String, members: [String]) {
        guard let published = properties(schema) else { return }

        #expect(published.isSuperset(of: members))
    }
}
