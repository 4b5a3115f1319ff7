import Foundation
import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Attachments that somebody waits for")
struct AttachmentTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var cache: MediaCache { MediaCache(folder: folder.path + "/cache/media") }

    /// A desk with some history and a lead's message that has a picture.
    private func desk() async throws -> (EngineDesk, MessageID) {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<95 {
                state.add("old \(index)", peer: People.lead(index), at: start - .seconds(95 - index))
            }
            state.add("look", at: start)
            state.messages[95].mediaCount = 1
        }
        let engine = desk.engine()
        while try desk.store.counts().messages == 0 { await engine.turn() }
        return (desk, try #require(try desk.conversation().last).id)
    }

    @Test("one that is wished for by another process is fetched by the engine")
    func fetched() async throws {
        let (desk, message) = try await desk()
        let engine = desk.engine(cache: cache)

        try desk.store.want(.list(message), now: desk.clock.now)
        await desk.work(engine, for: .seconds(5))
        let picture = try #require(try desk.row(message)?.media.first)
        try desk.store.want(.content(picture.id), now: desk.clock.now)
        await engine.take(.stored)
        await desk.work(engine, for: .seconds(5))

        let hash = try #require(try desk.store.media(picture.id)?.contentHash)
        #expect(cache.path(of: hash) != nil)
        #expect(try desk.store.mediaWish(.content(picture.id)) == nil)
        #expect(desk.mediaRequests == 2)
    }

    @Test("one that cannot be had keeps neither history nor the state of a message from coming")
    func unreachable() async throws {
        let (desk, message) = try await desk()
        desk.change { state in
            state.mediaFault = .unreachable(detail: "the media store refused")
            state.progress = [(.seconds(3), .sent), (.seconds(8), .delivered)]
        }
        let engine = desk.engine(cache: cache)

        try desk.store.want(.list(message), now: desk.clock.now)
        let id = try desk.write("hello", to: People.bruno)
        await desk.work(engine, for: .seconds(60))

        #expect(try desk.row(id)?.status == .delivered)
        #expect(try desk.isComplete())
        #expect(desk.mediaRequests < 5)
        #expect(!desk.phases.contains { if case .offline = $0 { true } else { false } })
    }

    @Test(
        "one that cannot be had is given up after a few tries, with a reason, and tried anew when it is wished for again"
    )
    func givenUp() async throws {
        let (desk, message) = try await desk()
        desk.change { $0.mediaFault = .outOfOrder(after: nil, detail: "status 500") }
        let engine = desk.engine(cache: cache)

        try desk.store.want(.list(message), now: desk.clock.now)
        await desk.work(engine, for: .seconds(4000))
        let wish = try desk.store.mediaWish(.list(message))
        let tries = desk.mediaRequests
        desk.change { $0.mediaFault = nil }
        try desk.store.want(.list(message), now: desk.clock.now)
        await desk.work(engine, for: .seconds(30))

        #expect(wish?.failure?.isEmpty == false)
        #expect(wish?.nextTryAt == nil)
        #expect(tries == 5)
        #expect(try desk.row(message)?.media.count == 1)
    }

    @Test("one that is gone, or cannot be kept, is given up at once", arguments: [true, false])
    func gone(isGone: Bool) async throws {
        let (desk, message) = try await desk()
        try desk.store.recordMedia(message, [("ME1", "image/png")], now: desk.clock.now)
        let picture = try #require(try desk.row(message)?.media.first)
        if isGone { desk.change { $0.mediaFault = .gone } }
        let file = folder.path + "/file"
        try Data().write(to: URL(fileURLWithPath: file))
        let engine = desk.engine(cache: MediaCache(folder: file + "/media"))

        try desk.store.want(.content(picture.id), now: desk.clock.now)
        await desk.work(engine, for: .seconds(60))

        #expect(desk.mediaRequests == 1)
        #expect(try desk.store.mediaWish(.content(picture.id))?.failure != nil)
    }
}
