import CRM
import CRMAPI
import HTTPTypes
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("The route of searches")
struct SearchRouteTests {
    private func found(_ talk: TalkStage, _ words: String, _ more: String = "") async -> [String?] {
        let reply = await talk.ask(.get, "/api/search?" + QueryText.text([("q", words)]) + more)
        #expect(reply.status == 200, "\(words): \(reply.text)")
        return reply.texts("external_id")
    }

    @Test(
        "A message is found by all of its words, however they are written, and by the beginning of the last one",
        arguments: StoreKind.allCases)
    func words(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let texts = [
            "Is the RED bike still there?", "Red wine, not a bike", "Write to joe@example.com or 555-0100",
            "https://shop.example/bikes?id=7", "", "NOT OR NEAR AND body",
        ]
        for (number, text) in texts.enumerated() { try await talk.hear("SM\(number)", text) }

        #expect(await found(talk, "red bike") == ["SM1", "SM0"])
        #expect(await found(talk, "bik") == ["SM3", "SM1", "SM0"])
        #expect(await found(talk, "bik red") == [])
        #expect(await found(talk, "there?") == ["SM0"])
        #expect(await found(talk, "example") == ["SM3", "SM2"])
        #expect(await found(talk, "joe@example.com") == ["SM2"])
        #expect(await found(talk, "0100") == ["SM2"])
        #expect(await found(talk, "NOT") == ["SM5", "SM1"])
        #expect(await found(talk, "body") == ["SM5"])
        for nothing in ["?!", "'\"*:()&|", "tenant", "t0", "t\(talk.tenant)".filter { $0 != "-" }, "\u{1F600}"] {
            #expect(await found(talk, nothing) == [], "\(nothing)")
        }
        #expect(await talk.ask(.get, "/api/search").pointers == ["/query/q"])
        #expect(talk.stage.faults.all == [])
    }

    @Test(
        "Page by page everything is found once, the newest first, and nobody finds another tenant's",
        arguments: StoreKind.allCases)
    func pages(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let eve = try await TalkStage(talk.stage, "eve")
        for number in 0..<7 {
            try await talk.hear("SM\(number)", "hello \(number)")
            try await eve.hear("SM\(number)", "hello of eve's")
        }
        var (all, cursor) = ([String?](), String?.none)
        repeat {
            let reply = await talk.ask(
                .get, "/api/search?q=hello&limit=3" + (cursor.map { "&cursor=\($0)" } ?? ""))
            all += reply.texts("body")
            cursor = reply.json["next_cursor"].string
        } while cursor != nil

        #expect(all == (0..<7).reversed().map { "hello \($0)" })
        #expect(await found(talk, "eve") == [])
        #expect(await found(eve, "eve").count == 7)
    }
}
