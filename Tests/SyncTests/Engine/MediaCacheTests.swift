import Foundation
import Sync
import Testing

@Suite("The cache of attachments")
struct MediaCacheTests {
    private func folder() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("leadline-media-\(UUID().uuidString)").path
    }

    @Test("a file is named by its content alone, and only its owner may read it")
    func names() throws {
        let cache = MediaCache(folder: folder())
        defer { try? FileManager.default.removeItem(atPath: cache.folder) }

        let hash = try cache.keep(Array("abc".utf8))

        #expect(hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let path = try #require(cache.path(of: hash))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("abc".utf8))
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.folder) == [hash])
    }

    @Test("on a machine that has no folder for caches yet, one is made that nobody else looks into")
    func freshMachine() throws {
        let home = folder()
        let cache = MediaCache(folder: home + "/.cache/leadline/media")
        defer { try? FileManager.default.removeItem(atPath: home) }

        let hash = try cache.keep(Array("abc".utf8))

        #expect(cache.path(of: hash) != nil)
        for made in [home, home + "/.cache/leadline", cache.folder] {
            let rights = try FileManager.default.attributesOfItem(atPath: made)[.posixPermissions] as? Int
            #expect(rights == 0o700)
        }
    }

    @Test("a name from outside is never a path")
    func foreignNames() {
        let cache = MediaCache(folder: folder())

        #expect(cache.path(of: "../../../etc/passwd") == nil)
        #expect(cache.path(of: String(repeating: "Z", count: 64)) == nil)
        #expect(cache.path(of: "") == nil)
    }

    @Test("over its cap the cache lets the oldest files go, and never the newest")
    func cap() throws {
        let cache = MediaCache(folder: folder(), cap: 2500)
        defer { try? FileManager.default.removeItem(atPath: cache.folder) }

        let hashes = try (0..<5).map { try cache.keep([UInt8](repeating: UInt8($0), count: 1000)) }

        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.folder).count == 2)
        #expect(cache.path(of: hashes[4]) != nil)
    }
}
