import CRM
import Foundation
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@Suite("The pictures that a text brings")
struct MediaShelfTests {
    private static let lead = "+12025550177"

    /// A world with a folder for media, and what has to be done there.
    private struct Shelf {
        let world: ChannelWorld
        let folder: TemporaryFolder
        let storage: MediaStorage
        let shelf: MediaShelf

        init(_ world: ChannelWorld) throws {
            self.world = world
            folder = try TemporaryFolder()
            storage = try MediaStorage(folder: folder.path + "/media", now: world.place.clock.now)
            shelf = MediaShelf(store: world.place.store, keys: world.keys, twilio: world.door, storage: storage)
        }

        func work(within span: Duration = .seconds(16)) async throws {
            world.place.clock.advance(span)
            let poller = ListPoller(store: world.place.store, keys: world.keys, twilio: world.door)
            // What a job asks for is due when it has ended.
            for _ in 0..<2 { _ = try await ChannelWorld.work(world.place.store, poller.jobs + shelf.jobs) }
        }

        func media(_ tenant: TenantID) async throws -> [MediaRecord] {
            try await world.place.store.read(tenant) { t in
                try t.messages.newest(limit: 99).reversed().flatMap { try t.messages.media(of: $0.id) }
            }
        }

        /// The files that lie there, but for folders.
        var files: [String] {
            (FileManager.default.enumerator(atPath: folder.path + "/media")?.allObjects as? [String] ?? [])
                .filter { $0.contains("/") }
        }
    }

    @Test(
        "Each is fetched once and kept by its content, its type is what it is, and the text is told of again",
        arguments: StoreKind.allCases)
    func fetched(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, isInStep: true) { world in
            let shelf = try Shelf(world)
            let ann = try await world.person("ann")
            _ = try await world.create(ann, try world.credentials())
            for _ in 0..<2 {
                try await world.simulator.inbound(
                    from: Self.lead, body: "Look", media: ["image/gif", "application/pdf", "text/csv"])
            }

            try await shelf.work()

            let media = try await shelf.media(ann.tenant)
            try #require(media.map(\.state) == Array(repeating: .fetched, count: 6))
            #expect(
                media.prefix(3).map(\.contentType) == ["image/gif", "application/pdf", "application/octet-stream"])
            #expect(media[0].contentHash == media[3].contentHash && shelf.files.count == 3)
            let messages = try await world.place.store.read(ann.tenant) { try $0.messages.newest(limit: 9) }
            #expect(messages.allSatisfy { $0.version > 1 && $0.mediaCount == 3 })
            guard case .there(let given) = try await shelf.shelf.find(media[0].id, in: ann.tenant) else {
                Issue.record("nothing is given")
                return
            }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: given.path))
            #expect(bytes.count == given.size && bytes.starts(with: Array("GIF89a".utf8)))
            let rights = try FileManager.default.attributesOfItem(atPath: given.path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            #expect(await world.simulator.books().strayCredentials == 0)
        }
    }

    @Test("What Twilio has no more is told as gone, after it was looked for several times")
    func gone() async throws {
        try await ChannelWorld.with(.sqlite, isInStep: true) { world in
            let shelf = try Shelf(world)
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            try await world.place.store.write(ann.tenant) { t in
                let lead = try t.leads.findOrMake(Self.lead).id
                let key = ConversationKey(ourAddress: world.simulator.from, remoteJID: "sms_12025550177")
                let talk = try t.conversations.findOrMake(key, lead: lead, channel: channel.id).id
                let sid = "MM" + String(repeating: "0", count: 32)
                var message = NewMessage(in: talk, .inbound, externalID: sid, body: "", createdAt: t.now)
                message.mediaCount = 2
                message.media = [
                    NewMedia(
                        externalID: "ME" + String(repeating: "0", count: 32), url: "http://127.0.0.1:9/x",
                        contentType: "image/png"),
                    NewMedia(externalID: nil, url: "http://127.0.0.1:9/y", contentType: "image/png"),
                ]
                let made = try t.messages.insert(message)
                try t.jobs.put("fetch_media", about: made?.id.value, at: t.now)
            }

            for _ in 0..<5 { try await shelf.work(within: .seconds(3600)) }

            #expect(try await shelf.media(ann.tenant).map(\.state) == [.gone, .gone])
            #expect(try await world.place.store.readServer { try $0.due.next() } != nil)
        }
    }

    @Test("More than may come is given up, and what was written of it is gone")
    func tooLarge() throws {
        let folder = try TemporaryFolder()
        let storage = try MediaStorage(folder: folder.path, now: HandClock.start)
        do {
            let draft = try storage.draft(limit: 10)
            let bytes = [UInt8](repeating: 1, count: 8)
            #expect(bytes.withUnsafeBytes { draft.take($0) })
            #expect(!bytes.withUnsafeBytes { draft.take($0) } && draft.isTooLarge)
            #expect(throws: MediaFault.self) {
                try storage.keep(draft, for: TenantID("018f0000-0000-7000-8000-000000000000")!)
            }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.filter { $0.hasPrefix(".") } == [])
    }

    @Test(
        "A file is what its content says, whatever it is called",
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"), (Array("RIFF....WEBPVP8 ".utf8), "image/webp"),
            (Array("\0\0\0 ftypheic".utf8), "image/heic"), (Array("\0\0\0 ftypisom".utf8), "video/mp4"),
            (Array("\r\nbegin:vcard\r\n".utf8), "text/vcard"),
            (Array("<html><script>".utf8), "application/octet-stream"),
            (Array("<svg onload=x>".utf8), "application/octet-stream"), ([], "application/octet-stream"),
            (Array("RIFF".utf8), "application/octet-stream"), (Array("\0\0\0\0ftyp".utf8), "video/mp4"),
        ] as [([UInt8], String)])
    func types(head: [UInt8], type: String) {
        #expect(MediaType.of(head) == type)
    }
}
