import CRM
import CRMAPI
import Foundation
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("The routes of media")
struct MediaRouteTests {
    private static let content = Array("%PDF-1.1 hello".utf8)

    /// A text with a file that lies in the storage.
    private func stored(_ talk: TalkStage) async throws -> TenantMediaID {
        let message = try await talk.hear("SM1", media: 1)
        let draft = try talk.stage.storage.draft(limit: 99)
        _ = Self.content.withUnsafeBytes { draft.take($0) }
        let stored = try talk.stage.storage.keep(draft, for: talk.tenant)
        return try await talk.store.write(talk.tenant) { t in
            let media = try t.messages.media(of: message.id)[0]
            try t.media.fetched(media, type: stored.type, size: stored.size, hash: Array(stored.hash.utf8))
            return media.id
        }
    }

    private func link(_ stage: RouteStage, _ path: String, _ method: HTTPRequest.Method = .get) async -> ServerAnswer? {
        let received = ReceivedRequest(method: method, target: path, headers: [:], body: .whole([]))
        return await stage.links.answer(received, requestID: "r1")?.answer
    }

    @Test(
        "A file is given whole or in part, and to nobody of another tenant", arguments: StoreKind.allCases)
    func read(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let eve = try await TalkStage(talk.stage, "eve")
        let id = try await stored(talk)

        let whole = await talk.stage.file("/api/media/\(id)", as: talk.token)
        #expect(whole.status == 200 && whole.contentType == "application/pdf" && whole.file?.count == 14)
        #expect(whole.headers["Content-Disposition"] == "attachment" && whole.file?.offset == 0)
        let part = await talk.stage.file("/api/media/\(id)", as: talk.token, range: "bytes=9-")
        #expect(part.status == 206 && part.headers["Content-Range"] == "bytes 9-13/14")
        #expect(part.file?.offset == 9 && part.file?.count == 5)
        let beyond = await talk.stage.file("/api/media/\(id)", as: talk.token, range: "bytes=14-")
        #expect(beyond.status == 416 && beyond.file == nil)
        #expect(await talk.stage.file("/api/media/\(id)", as: eve.token).status == 404)
        let feed = await talk.ask(.get, "/api/messages")
        #expect(feed.items[0]["media"].elements[0]["state"].string == "fetched")
        let waiting = try await talk.hear("SM2", media: 1)
        let media = try await talk.store.read(talk.tenant) { try $0.messages.media(of: waiting.id)[0].id }
        #expect(await talk.ask(.get, "/api/media/\(media)").status == 503)
        #expect(talk.stage.faults.all == [])
    }

    @Test("Whoever has a link gets that one file until the link is over", arguments: StoreKind.allCases)
    func links(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let id = try await stored(talk)
        let token = try await talk.store.write(talk.tenant) { try MediaShelf.link(id, $0) }

        let given = await link(talk.stage, "/media/\(token.text)")
        #expect(given?.status == 200 && given?.file?.count == 14)
        #expect(await link(talk.stage, "/media/\(token.text)", .post)?.status == 405)
        for wrong in ["/media/", "/media/x", "/media/\(SecretToken.fresh(.link).text)", "/media/../etc/passwd"] {
            #expect(await link(talk.stage, wrong)?.status == 404, "\(wrong)")
        }
        #expect(await link(talk.stage, "/api/me") == nil)
        talk.stage.place.clock.advance(MediaShelf.linkLifetime)
        #expect(await link(talk.stage, "/media/\(token.text)")?.status == 404)
        try await talk.store.writeServer { try $0.routes.expireMediaLinks() }
    }

    @Test(
        "A part that makes no sense is the whole, and one behind the end is none",
        arguments: [
            (nil, .whole), ("bytes=0-3", .part(0..<4)), ("bytes=4-", .part(4..<10)), ("bytes=-3", .part(7..<10)),
            ("bytes=-99", .part(0..<10)), ("bytes=8-99999999999999999999", .part(8..<10)), ("bytes=10-", .none),
            ("bytes=99999999999999999999-", .none), ("bytes=-0", .none), ("bytes=5-2", .whole), ("bytes=-", .whole),
            ("bytes=0-1,3-4", .whole), ("items=0-1", .whole), ("bytes=a-b", .whole), ("bytes=+1-2", .whole),
        ] as [(String?, RangeWish.Part)])
    func ranges(text: String?, part: RangeWish.Part) {
        var headers = HTTPFields()
        headers[.range] = text
        #expect(RangeWish(headers).part(of: 10, tag: "\"a\"") == part)
        headers[.ifRange] = "\"b\""
        #expect(RangeWish(headers).part(of: 10, tag: "\"a\"") == .whole)
    }
}

extension RouteStage {
    /// What is answered to a question for a file.
    func file(_ target: String, as token: String, range: String? = nil) async -> ServerAnswer {
        var fields: HTTPFields = [.authorization: "Bearer \(token)"]
        fields[.range] = range
        return await answer(
            ReceivedRequest(method: .get, target: target, headers: fields, body: .whole([]), account: nil))
    }
}
