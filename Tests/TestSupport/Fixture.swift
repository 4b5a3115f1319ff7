package import Foundation

/// Files of `Tests/Fixtures`, found from this source's own place.
package enum Fixture {
    /// The folder that holds all of them.
    package static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures")
    }

    /// The content of one, such as `segment-vectors.json`.
    package static func content(_ path: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(path))
    }

    /// Texts that try to steer, deceive or break what shows them, by file name; each file is one text.
    package static func hostileTexts() throws -> [(name: String, text: String)] {
        let folder = folder.appendingPathComponent("Hostile")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
        return try names.sorted().map { name in
            (name, String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self))
        }
    }
}
