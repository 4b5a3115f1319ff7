import Glibc

/// A file of names as a person gives it: in which letters it is written, and of which kind it is.
///
/// Nothing is guessed at: what is no address book is called by its name, with the way to one that can be read.
struct AddressBookFile {
    /// As it was named, or a hyphen for standard input.
    let name: String
    private let bytes: [UInt8]

    /// The largest address book that is read, in bytes.
    private static let limit = 64 << 20

    init(named name: String) throws(Complaint) {
        self.init(name: name, bytes: try Self.contents(name))
    }

    init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

    func list() throws(Complaint) -> NameList {
        if let other = Self.packedKind(bytes) {
            throw Complaint(.refused, "\(visible(name)) is \(other), which is no address book.", advice: Self.asTable)
        }
        let text = try letters()
        if let other = Self.otherKind(text) {
            throw Complaint(.refused, "\(visible(name)) is \(other.kind), which is no address book.", advice: other.way)
        }
        // Cards are folded by bytes and may name a character set each; so only their fields are read as text.
        let start = String(decoding: text.prefix(11), as: UTF8.self)
        if name.lowercased().hasSuffix(".vcf") || start.uppercased() == "BEGIN:VCARD" { return NameList(vCards: text) }
        guard String(validating: text, as: UTF8.self) != nil else {
            throw Complaint(
                .refused, "\(visible(name)) is not UTF-8 text.",
                advice: "Save it as UTF-8. Where that cannot be, name the character set it is written in, for example",
                "  iconv -f windows-1252 -t utf-8 FILE | leadline import -",
                "Western Europe mostly wrote windows-1252, Cyrillic windows-1251, Japan shift-jis, China gb18030.")
        }
        let list = NameList(csv: text)
        if list.isOfMessages {
            throw Complaint(
                .refused, "\(visible(name)) is a list of messages, which holds no names.",
                advice: "Messages come from Twilio by themselves: leadline sync fetches them.")
        }
        return list
    }

    private static func contents(_ name: String) throws(Complaint) -> [UInt8] {
        let descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Complaint(.failure, "\(visible(name)) cannot be read: \(lastError()).")
        }
        defer { if name != "-" { close(descriptor) } }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw Complaint(.refused, "\(visible(name)) is a folder.")
        }
        guard let bytes = readAll(descriptor, limit: limit) else {
            throw Complaint(.refused, "\(visible(name)) cannot be read, or is larger than 64 MiB.")
        }
        return bytes
    }
}

// MARK: - Letters

extension AddressBookFile {
    /// The text without its mark, in UTF-8 where it was in UTF-16, as spreadsheets save it.
    private func letters() throws(Complaint) -> [UInt8] {
        let marked: String? =
            if bytes.starts(with: [0xFF, 0xFE]) { "UTF-16LE" } else if bytes.starts(with: [0xFE, 0xFF]) {
                "UTF-16BE"
            } else { nil }
        let text: [UInt8]
        if let set = marked ?? Self.unmarkedSet(bytes.prefix(4096)) {
            text =
                CharacterSetName(set)?.text(of: Array(bytes.dropFirst(marked == nil ? 0 : 2))).map { Array($0.utf8) }
                ?? bytes
        } else {
            // Windows programs mark the beginning of a file so.
            text = Array(TextArgument.withoutMark(bytes))
        }
        guard !text.contains(0) else {
            throw Complaint(
                .refused, "\(visible(name)) is no text: it holds bytes of zero.",
                advice: "Save it as UTF-8 text. " + Self.asTable)
        }
        return text
    }

    /// UTF-16 without a mark: every second byte of what is mostly plain letters is zero, and none of the others.
    private static func unmarkedSet(_ start: ArraySlice<UInt8>) -> String? {
        var zeros = [0, 0]
        for (place, byte) in start.enumerated() where byte == 0 { zeros[place % 2] += 1 }
        guard max(zeros[0], zeros[1]) > start.count / 8, min(zeros[0], zeros[1]) == 0 else { return nil }
        return zeros[1] > 0 ? "UTF-16LE" : "UTF-16BE"
    }
}

// MARK: - What is none

extension AddressBookFile {
    private static let asTable = "Save it as CSV with columns called name and phone, or as vCards."

    /// What a file is by its first bytes that is no text at all.
    private static func packedKind(_ bytes: [UInt8]) -> String? {
        let kinds: [([UInt8], String)] = [
            ([0x50, 0x4B, 3, 4], "a spreadsheet or another packed file"),
            ([0xD0, 0xCF, 0x11, 0xE0], "a spreadsheet of an old kind"), (Array("%PDF".utf8), "a PDF"),
        ]
        return kinds.first { bytes.starts(with: $0.0) }?.1
    }

    /// What a text is by how it begins where that is no address book, and how to come to one.
    private static func otherKind(_ bytes: [UInt8]) -> (kind: String, way: String)? {
        let start = bytes.lazy.filter { $0 > 0x20 }.prefix(2)
        guard let first = start.first else { return nil }
        let second = start.dropFirst().first ?? 0
        if first == UInt8(ascii: "{") || (first == UInt8(ascii: "[") && "{[\"".utf8.contains(second)) {
            return ("JSON", asTable)
        }
        if first == UInt8(ascii: "<"), second.isASCIILetter || "!?".utf8.contains(second) {
            return ("HTML or XML", asTable)
        }
        let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(64), as: UTF8.self).lowercased()
        let isDirectory =
            line.hasPrefix("dn:") || (line.hasPrefix("version:") && line.allSatisfy { !",;".contains($0) })
        return isDirectory ? ("LDIF, a directory's own format", "Export the contacts as CSV or as vCards.") : nil
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool { (0x41...0x5A).contains(self & 0xDF) }
}
