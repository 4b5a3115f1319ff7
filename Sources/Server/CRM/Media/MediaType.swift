/// What bytes are, by how they begin: neither a name nor its sender's word makes a file what it is.
package enum MediaType {
    /// What is looked at.
    static let lookedAt = 512

    /// The type of what begins so. What is not known is bytes and no more, so that nobody's browser runs it.
    package static func of(_ head: [UInt8]) -> String {
        if let plain = prefixes.first(where: { head.starts(with: $0.bytes) }) { return plain.type }
        if head.starts(with: "RIFF".utf8) { return riff[text(head, 8..<12)] ?? unknown }
        if text(head, 4..<8) == "ftyp" { return boxes[text(head, 8..<12)] ?? "video/mp4" }
        // A frame of sound: eleven ones, and then which kind.
        if head.count > 2, head[0] == 0xFF, head[1] & 0xE0 == 0xE0, head[1] & 0x06 != 0 { return "audio/mpeg" }
        let start = head.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 == 10 || $0 == 13 || $0 == 32 }
        let word = String(decoding: start.prefix(15), as: UTF8.self).uppercased()
        if word.hasPrefix("BEGIN:VCARD") { return "text/vcard" }
        return word.hasPrefix("BEGIN:VCALENDAR") ? "text/calendar" : unknown
    }

    package static let unknown = "application/octet-stream"

    /// Whether a browser may show it in its own window.
    package static func isShown(_ type: String) -> Bool {
        ["image/", "video/", "audio/"].contains { type.hasPrefix($0) }
    }

    private static let prefixes: [(bytes: [UInt8], type: String)] = [
        ([0xFF, 0xD8, 0xFF], "image/jpeg"), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (Array("GIF87a".utf8), "image/gif"), (Array("GIF89a".utf8), "image/gif"),
        (Array("%PDF-".utf8), "application/pdf"), (Array("ID3".utf8), "audio/mpeg"),
        (Array("#!AMR".utf8), "audio/amr"), (Array("OggS".utf8), "audio/ogg"), (Array("fLaC".utf8), "audio/flac"),
        ([0x1A, 0x45, 0xDF, 0xA3], "video/webm"), ([0x49, 0x49, 0x2A, 0x00], "image/tiff"),
        ([0x4D, 0x4D, 0x00, 0x2A], "image/tiff"), (Array("BM".utf8), "image/bmp"),
    ]

    private static let riff = ["WEBP": "image/webp", "WAVE": "audio/wav", "AVI ": "video/x-msvideo"]

    private static let boxes = [
        "heic": "image/heic", "heix": "image/heic", "mif1": "image/heif", "avif": "image/avif",
        "qt  ": "video/quicktime",
        "3gp4": "video/3gpp", "3gp5": "video/3gpp", "3g2a": "video/3gpp2", "M4A ": "audio/mp4",
    ]

    private static func text(_ head: [UInt8], _ range: Range<Int>) -> String {
        head.count < range.upperBound ? "" : String(decoding: head[range], as: UTF8.self)
    }
}
