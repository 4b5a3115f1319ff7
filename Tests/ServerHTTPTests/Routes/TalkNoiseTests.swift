import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Whatever is asked of leads, conversations and messages")
struct TalkNoiseTests {
    private static let names = [
        "limit", "cursor", "since", "wait", "sort", "state", "unread", "waiting", "q", "lead_id", "order", "x", "",
    ]
    private static let values = [
        "0", "1", "200", "1000", "-1", "25", "9223372036854775808", "true", "false", "now", "recent", "waiting",
        "newest", "oldest", "open", "closed", "%00", "%ff%fe", "%F0%9F%98%80", "%25%5C_'%22", "%2B1555", "1+555", "",
        "a".padded(to: 300), "018f0000-0000-7000-8000-00000000abcd", "%",
    ]
    private static let bodies = [
        "null", "0", "-1", "9007199254740993", "1e400", "true", #""open""#, #""snoozed""#, #""closed""#, #""""#,
        #""\u0000""#, #""\ud83d\ude00""#, #""2027-01-01T00:00:00Z""#, #""9999-12-31T23:59:60+23:59""#, "[]", "{}",
        #""America/New_York""#, #""../../etc""#, #"{"state":"open"}"#, #"{"add":["x"]}"#, "[[[[", #""\ud800""#,
        #""018f0000-0000-7000-8000-00000000abcd""#, "9223372036854775807", "92233720368547758079",
    ]
    private static let members = [
        "name", "state", "timezone", "assignee", "snoozed_until", "read_up_to", "seen", "labels", "x",
    ]

    @Test("there is an answer, and never a 500", arguments: StoreKind.allCases)
    func noise(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let heard = try await talk.hear("SM1", media: 1)
        let lead = await talk.ask(.get, "/api/leads").items[0]["id"].string ?? ""
        let talkPath = "/api/conversations/\(heard.conversation)"
        let lists = [
            "/api/leads", "/api/leads/\(lead)/interactions", "/api/conversations", talkPath + "/messages",
            "/api/messages", "/api/messages/\(heard.id)/events", "/api/opt-outs", "/api/changes", "/api/search",
            "/api/events",
        ]
        var dice = Dice(seed: 11)
        var statuses: Set<Int> = []
        for _ in 0..<200 {
            let query = (0..<Int.random(in: 0...4, using: &dice)).map { _ in
                let name = Self.names.randomElement(using: &dice) ?? ""
                // Nobody here has the time to wait.
                return name + "=" + (name == "wait" ? "0" : Self.values.randomElement(using: &dice) ?? "")
            }
            let target = (lists.randomElement(using: &dice) ?? "") + "?" + query.joined(separator: "&")
            statuses.insert(await talk.ask(.get, target).status)
            let body = (0..<Int.random(in: 0...4, using: &dice)).map { _ in
                let name = Self.members.randomElement(using: &dice) ?? ""
                return "\"\(name)\":" + (Self.bodies.randomElement(using: &dice) ?? "")
            }
            let path = Bool.random(using: &dice) ? talkPath : "/api/leads/\(lead)"
            statuses.insert(await talk.ask(.patch, path, "{\(body.joined(separator: ","))}").status)
        }

        #expect(statuses == [200, 400, 410, 422] || statuses == [200, 400, 422])
        #expect(talk.stage.faults.all == [])
        // What was said stays what it was.
        #expect(await talk.ask(.get, "/api/messages/\(heard.id)").json["body"].string == "Hello")
    }
}

extension String {
    fileprivate func padded(to count: Int) -> String { String(repeating: self, count: count) }
}
