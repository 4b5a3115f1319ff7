import Foundation

/// A Swift file as the rules see it: its text, and its code alone.
///
/// In `code` every byte of a comment and of a string literal is a blank, line breaks excepted, so places are the same
/// in both. Interpolated expressions count as text, which is good enough for rules about words.
struct SourceFile: Sendable {
    /// From the top of the repository, such as `Sources/Shared/Messaging/Zone.swift`.
    let path: String
    let text: [UInt8]
    let code: [UInt8]
    let lines: [String]
    /// Numbers of the lines, from 1, that hold nothing but a comment.
    let commentLines: Set<Int>
    private let lineStarts: [Int]

    init(path: String, text: [UInt8]) {
        self.path = path
        self.text = text
        code = CodeExtractor.code(of: text)
        let lines = text.split(separator: 10, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        self.lines = lines
        lineStarts = [0] + text.indices.filter { text[$0] == 10 }.map { $0 + 1 }
        commentLines = Set(
            lines.indices.filter { index in
                let line = lines[index].drop { $0 == " " }
                return line.hasPrefix("//") || line.hasPrefix("/*") || line.hasPrefix("* ")
            }.map { $0 + 1 })
    }

    var codeLines: [Substring] {
        String(decoding: code, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The folders of the path.
    var folders: [Substring] { path.split(separator: "/").dropLast() }

    /// The target the file belongs to, in `Sources/<room>/<target>/` or `Tests/<target>/`.
    var target: String {
        let parts = path.split(separator: "/")
        return String(parts.first == "Tests" ? parts[1] : parts[2])
    }

    /// The line of a place, from 1.
    func line(at offset: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The lines whose code contains `word`, not as a part of a longer one.
    func lines(with word: String) -> [Int] {
        places(of: word).map(line(at:))
    }

    /// Where the code contains `word`, not as a part of a longer one.
    func places(of word: String) -> [Int] {
        let word = Array(word.utf8)
        var found: [Int] = []
        code.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
            guard let start = bytes.baseAddress else { return }
            var offset = 0
            while let hit = memchr(start + offset, Int32(word[0]), bytes.count - offset) {
                let place = UnsafeRawPointer(hit) - start
                offset = place + 1
                guard place + word.count <= bytes.count, memcmp(hit, word, word.count) == 0 else { continue }
                let end = place + word.count
                let isWhole =
                    !(Self.isWordByte(word[0]) && place > 0 && Self.isWordByte(bytes[place - 1]))
                    && !(Self.isWordByte(word[word.count - 1]) && end < bytes.count && Self.isWordByte(bytes[end]))
                if isWhole { found.append(place) }
            }
        }
        return found
    }

    /// Whether a comment stands in `line` itself, in the few lines above it, or just below.
    func hasComment(near line: Int, within reach: Int = 4) -> Bool {
        (max(1, line - reach)...min(line + 1, lines.count)).contains {
            commentLines.contains($0) || lines[$0 - 1].contains(" // ")
        }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
}
