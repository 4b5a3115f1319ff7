import Foundation
import Testing

@testable import Secrets

@Suite("The file of keys")
struct KeyFileTests {
    private let folder: URL
    private let file: KeyFile
    private let place = SealedPlace(tenant: [1], row: [2], column: "auth_token")

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(Randomness.token())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = KeyFile(path: folder.appendingPathComponent("keys").path)
    }

    private func failure(_ body: () throws -> Void) -> KeyFileError? {
        do {
            try body()
            return nil
        } catch { return error as? KeyFileError }
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    @Test("the first start makes the file for its owner alone, and the next one finds the same keys")
    func firstStart() throws {
        #expect(failure { _ = try file.read() } == .missing(file.path))
        let sealed = try file.create(hasSealedData: false).seal(SecretBytes([1, 2, 3]), for: place)

        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try file.read().open(sealed, at: place) == SecretBytes([1, 2, 3]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys"])
    }

    @Test("no second key is made beside one, nor where something sealed waits for the first")
    func noSecond() throws {
        #expect(failure { _ = try file.create(hasSealedData: true) } == .wouldOrphan(file.path))
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let first = try file.create(hasSealedData: false)
        #expect(failure { _ = try file.create(hasSealedData: false) } == .exists(file.path))
        #expect(try file.read().keys.map(\.id) == first.keys.map(\.id))
    }

    @Test(
        "a file that others can read or change is refused",
        arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o777])
    func others(mode: Int) throws {
        _ = try file.create(hasSealedData: false)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)

        #expect(failure { _ = try file.read() } == .open(file.path))
    }

    @Test("a new ring takes the place of the old one all at once, for its owner alone")
    func replaced() throws {
        let ring = try file.create(hasSealedData: false)
        let next = try #require(ring.adding(.fresh()))

        try file.replace(with: next)

        #expect(try file.read().keys.map(\.id) == next.keys.map(\.id))
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys"])
    }

    @Test("what is no key is told by its line, and never shown")
    func malformed() throws {
        let good = "0123abcd " + String(repeating: "0f", count: 32)
        for (text, line) in [
            ("", 0), ("# nothing\n", 0), (good + "\n" + good, 0), ("\n\n0123abcd 77\n", 3), (good + "0", 1),
            ("0123abcg" + good.dropFirst(8), 1), (good + "\n0123abce " + String(repeating: "0g", count: 32), 2),
        ] {
            try write(text)
            let error = failure { _ = try file.read() }
            #expect(error == .malformed(file.path, line: line))
            #expect(error?.description.contains("0f0f") == false)
        }
        try write("# kept\n\n" + good)
        #expect(try file.read().keys.map(\.id) == ["0123abcd"])
    }

    @Test("a link, a folder and a huge file are no key files")
    func strangers() throws {
        let target = folder.appendingPathComponent("target").path
        _ = try KeyFile(path: target).create(hasSealedData: false)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)

        #expect(throws: KeyFileError.self) { try file.read() }
        #expect(failure { _ = try KeyFile(path: folder.path).read() } == .malformed(folder.path, line: 0))
        let nowhere = KeyFile(path: folder.appendingPathComponent("no/keys").path)
        #expect(throws: KeyFileError.self) { try nowhere.create(hasSealedData: false) }
    }
}
