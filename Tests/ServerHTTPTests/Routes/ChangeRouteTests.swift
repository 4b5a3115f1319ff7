import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Testing

@Suite("The change feed over its route")
struct ChangeRouteTests {
    private func read(_ reply: RouteStage.Reply) throws -> ChangesBody {
        #expect(reply.status == 200, "\(reply.text)")
        return try ChangesBody.read(Array(reply.text.utf8))
    }

    /// Everything from `since` on, in pages of `limit`.
    private func follow(
        _ talk: TalkStage, since: String = "0", limit: Int = 200, as token: String? = nil
    ) async throws -> (items: [ChangesBody.Item], next: String) {
        var (items, next): ([ChangesBody.Item], String) = ([], since)
        while true {
            let page = try read(
                await talk.ask(.get, "/api/changes?" + ChangesQuery.text(since: next, limit: limit), as: token))
            #expect(page.items.count <= limit)
            items += page.items
            next = page.next
            if !page.hasMore { return (items, next) }
        }
    }

    @Test(
        "From the beginning every entity is told once, in the order of its last change, however small the pages",
        arguments: StoreKind.allCases)
    func everything(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let id = try await talk.hear("SM1", media: 1).conversation
        try await talk.say("SM2")
        try await talk.stop()
        #expect(await talk.ask(.patch, "/api/conversations/\(id)", #"{"read_up_to":999}"#).status == 200)

        let whole = try await follow(talk).items
        let small = try await follow(talk, limit: 1).items

        #expect(whole == small)
        #expect(whole.map(\.seq) == whole.map(\.seq).sorted() && Set(whole.map(\.seq)).count == whole.count)
        #expect(
            whole.map(\.entity.word).sorted() == [
                "channel", "conversation", "lead", "message", "message", "opt_out", "read_mark", "user",
            ])
        #expect(!whole.isEmpty && !"\(whole)".contains("enc:v1"))
    }

    @Test("Since now nothing is told but what comes later", arguments: StoreKind.allCases)
    func later(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        try await talk.hear("SM1")
        let now = try read(await talk.ask(.get, "/api/changes?since=now&wait=25"))
        #expect(now.items == [] && !now.hasMore)

        let heard = try await talk.hear("SM2")
        let (items, next) = try await follow(talk, since: now.next)

        #expect(items.map(\.entity.word) == ["message", "conversation", "lead"])
        #expect(items.map(\.id).first == heard.id.value)
        guard case .message(let message) = items[0].entity, case .conversation(let conversation) = items[1].entity
        else {
            Issue.record("no message, no conversation")
            return
        }
        #expect(message.arrival == items[0].seq && conversation.lastArrival == message.arrival)
        #expect(conversation.unread == nil && conversation.readUpTo == nil)
        #expect(try await follow(talk, since: next).items == [])
    }

    @Test("Marks are told to their user alone, and move nobody else's feed", arguments: StoreKind.allCases)
    func marks(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let bob = try await talk.colleague()
        let id = try await talk.hear("SM1").conversation
        let start = try await follow(talk).next
        #expect(await talk.ask(.patch, "/api/conversations/\(id)", #"{"read_up_to":999}"#).status == 200)

        let (own, theirs) = (
            try await follow(talk, since: start), try await follow(talk, since: start, as: bob.token.text)
        )

        #expect(own.items.map(\.entity.word) == ["read_mark"] && own.items[0].id == id.value)
        #expect(theirs.items == [] && theirs.next == own.next)
        #expect(try await follow(talk, as: bob.token.text).items.allSatisfy { $0.entity.word != "read_mark" })
    }

    @Test("A channel that was taken away is told as gone", arguments: StoreKind.allCases)
    func gone(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let start = try await follow(talk).next
        #expect(await talk.ask(.delete, "/api/channels/\(talk.channel)").status == 204)

        let items = try await follow(talk, since: start).items

        #expect(items.map(\.entity) == [.gone("channel")] && items.first?.id == talk.channel.value)
    }

    @Test(
        "A cursor of another epoch, or beyond all that this database gave, is void: begin anew",
        arguments: StoreKind.allCases)
    func void(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let next = try await follow(talk).next
        let cursor = try #require(Cursor(next, of: .changes))
        let beyond = Cursor(.changes, place: cursor.place + 1, id: cursor.id).text
        #expect(await talk.ask(.get, "/api/changes?since=\(beyond)").status == 410)
        let negative = Cursor(.changes, place: -1, id: cursor.id).text
        #expect(await talk.ask(.get, "/api/changes?since=\(negative)").status == 410)

        try await talk.store.writeServer { _ = try $0.instance.beginEpoch() }

        let refused = await talk.ask(.get, "/api/changes?since=\(next)&wait=25")
        #expect(refused.status == 410 && refused.code == "cursor_expired")
        #expect(await talk.ask(.get, "/api/changes?since=now").status == 200)
    }

    @Test("Who waits is told at once of what another node has written", arguments: [StoreKind.postgres])
    func woken(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let other = try await talk.stage.place.another()
        let watch = Task { await talk.stage.feed.run() }
        defer { watch.cancel() }
        let start = try await follow(talk).next
        let clock = ContinuousClock()

        async let waiting = [Int](0..<5).concurrently { _ in
            let reply = await talk.ask(.get, "/api/changes?since=\(start)&wait=25")
            return (reply, clock.now)
        }
        try await Task.sleep(for: .milliseconds(300))
        let written = clock.now
        try await talk.hear("SM1", in: other)

        for (reply, moment) in await waiting {
            #expect(try read(reply).items.first?.entity.word == "message")
            // Woken, and not at the end of the wait.
            #expect(moment - written < .seconds(20))
        }
    }

    @Test(
        "Who waits for nothing is answered when the time is up, and goes on from there", arguments: StoreKind.allCases)
    func idle(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let watch = Task { await talk.stage.feed.run() }
        let bob = try await talk.colleague()
        let id = try await talk.hear("SM1").conversation
        let start = try await follow(talk).next
        let clock = ContinuousClock()
        let began = clock.now

        async let waiting = talk.ask(.get, "/api/changes?since=\(start)&wait=1")
        // Somebody else's mark is no news.
        let marked = await talk.ask(
            .patch, "/api/conversations/\(id)", #"{"read_up_to":999}"#, as: bob.token.text)
        let page = try read(await waiting)

        #expect(marked.status == 200 && page.items == [] && !page.hasMore)
        #expect(clock.now - began >= .milliseconds(900))
        #expect(try await follow(talk, since: page.next).items == [])
        // A node that ends holds up nobody.
        let last = Task { await talk.ask(.get, "/api/changes?since=\(page.next)&wait=25") }
        try await Task.sleep(for: .milliseconds(100))
        let asked = clock.now
        watch.cancel()
        #expect(try read(await last.value).items == [])
        #expect(clock.now - asked < .seconds(20))
    }

    @Test("Who is suspended while they wait is told nothing of what comes then", arguments: StoreKind.allCases)
    func suspended(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let watch = Task { await talk.stage.feed.run() }
        defer { watch.cancel() }
        let bob = try await talk.colleague()
        let start = try await follow(talk, as: bob.token.text).next

        async let waiting = talk.ask(.get, "/api/changes?since=\(start)&wait=25", as: bob.token.text)
        try await Task.sleep(for: .milliseconds(300))
        try await talk.stage.tenants.change(talk.tenant) { _ = try $0.users.suspend(bob.user.id, true) }

        let refused = await waiting
        #expect(refused.status == 401 && refused.items == [])
    }

    @Test(
        "Many who follow the feed while others write miss nothing", arguments: StoreKind.allCases)
    func noGap(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let watch = Task { await talk.stage.feed.run() }
        defer { watch.cancel() }
        let start = try await follow(talk).next
        let texts = 20

        async let seen = [Int](0..<4).concurrently { reader -> Set<String> in
            var (sids, next): (Set<String>, String) = ([], start)
            for _ in 0..<200 where sids.count < texts {
                let reply = await talk.ask(.get, "/api/changes?since=\(next)&limit=\(3 + reader)&wait=5")
                guard let page = try? ChangesBody.read(Array(reply.text.utf8)) else { break }
                next = page.next
                for case .message(let message) in page.items.map(\.entity) { sids.insert(message.externalID ?? "") }
            }
            return sids
        }
        for n in 0..<texts { try await talk.hear("SM\(n)", from: "+1555010100\(n % 3)") }

        for sids in await seen { #expect(sids == Set((0..<texts).map { "SM\($0)" })) }
        #expect(talk.stage.faults.all == [])
    }
}

extension [Int] {
    /// What `body` makes of each, all at the same time.
    fileprivate func concurrently<T: Sendable>(_ body: @escaping @Sendable (Int) async -> T) async -> [T] {
        await withTaskGroup { group in
            for number in self { group.addTask { await body(number) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
