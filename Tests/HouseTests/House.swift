import Foundation

/// The repository as the rules read it, once for all of them.
struct House: Sendable {
    static let shared = House()

    let root: URL
    /// Every file that belongs to the repository, by its path from the top.
    let paths: [String]
    /// The Swift files of `Sources`.
    let sources: [SourceFile]
    /// The Swift files of `Tests`.
    let tests: [SourceFile]
    let manifest: Manifest

    private init() {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        self.root = root
        paths = Self.walk(root)
        let swift = paths.filter { $0.hasSuffix(".swift") }
        sources = swift.filter { $0.hasPrefix("Sources/") }.map { SourceFile(path: $0, text: Self.bytes(root, $0)) }
        tests = swift.filter { $0.hasPrefix("Tests/") && $0.split(separator: "/").count > 2 }
            .map { SourceFile(path: $0, text: Self.bytes(root, $0)) }
        manifest = Manifest(Self.bytes(root, "Package.swift"))
    }

    func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

    func bytes(_ path: String) -> [UInt8] { Self.bytes(root, path) }

    /// The targets of `Sources` that stand: room and name.
    var targets: [(room: String, name: String)] {
        let folders = paths.filter { $0.hasPrefix("Sources/") }.map { $0.split(separator: "/") }.filter { $0.count > 3 }
        return Set(folders.map { [String($0[1]), String($0[2])] }).map { ($0[0], $0[1]) }.sorted { $0.1 < $1.1 }
    }

    private static func bytes(_ root: URL, _ path: String) -> [UInt8] {
        // A file that cannot be read counts as empty; the rules about what must stand in it then fail.
        (try? Data(contentsOf: root.appendingPathComponent(path))).map { [UInt8]($0) } ?? []
    }

    /// What was built or fetched is none of the repository.
    private static let strange: Set<String> = [
        ".git", ".build", ".venv", ".stamps", ".swiftpm", "__pycache__", "Package.resolved",
    ]

    private static func walk(_ root: URL, _ folder: String = "") -> [String] {
        let here = root.appendingPathComponent(folder).path
        // Links are not followed: they would lead out of the repository, or in circles.
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: here)) ?? []).sorted()
        return names.flatMap { name -> [String] in
            guard !strange.contains(name), !name.hasPrefix(".build-") else { return [] }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let attributes = try? FileManager.default.attributesOfItem(atPath: root.appendingPathComponent(path).path)
            switch attributes?[.type] as? FileAttributeType {
            case FileAttributeType.typeDirectory: return walk(root, path)
            case FileAttributeType.typeRegular: return [path]
            default: return []
            }
        }
    }
}

/// What the rules need of `Package.swift`: each target with what it depends on.
struct Manifest: Sendable {
    /// Names of targets and of the constants that stand for products.
    let dependencies: [String: Set<String>]

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self).replacing(/\s+/, with: " ")
        let entry = /\b(?:module|program)\( ?"\w+", "([\w-]+)"(?:, ?\[([^\]]*)\])?/
        var found: [String: Set<String>] = [:]
        for match in text.matches(of: entry) {
            let list = (match.output.2 ?? "").split(separator: ",").map {
                String($0.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
            }
            found[String(match.output.1)] = Set(list.filter { !$0.isEmpty })
        }
        dependencies = found
    }
}
