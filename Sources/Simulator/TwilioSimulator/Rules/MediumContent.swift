/// What media are made of: small pictures and cards, drawn from a seed whenever they are asked for.
enum MediumContent {
    /// The type of what lies at `address`, judged by the ending of its path.
    static func type(ofAddress address: String) -> String {
        let path = address.lowercased().prefix { $0 != "?" && $0 != "#" }
        switch path.split(separator: ".").last {
        case "gif": return "image/gif"
        case "vcf": return "text/x-vcard"
        case "pdf": return "application/pdf"
        case "csv": return "text/csv"
        default: return "image/png"
        }
    }

    /// The content of `medium`, the same whenever it is asked for.
    static func bytes(of medium: Medium) -> [UInt8] {
        var random = SplitMix(seed: medium.seed)
        switch medium.contentType {
        case "text/x-vcard", "text/vcard":
            return Array("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Invented Person\r\nTEL:+12025550199\r\nEND:VCARD\r\n".utf8)
        case "text/csv": return Array("item,price\r\nCity bike,890\r\n".utf8)
        case "application/pdf":
            return Array("%PDF-1.1\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".utf8)
        case "image/gif": return gif
        default: return Picture.png(width: 96, height: 64, random: &random)
        }
    }

    /// One pixel.
    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0x13, 0x9A, 0x8B, 0xFF, 0xFF, 0xFF]
        + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
}

/// Draws a picture of sky, hill and sun, and packs it as PNG without compression.
enum Picture {
    /// A picture of this size, different for every state of `random`.
    static func png(width: Int, height: Int, random: inout SplitMix) -> [UInt8] {
        var header = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
        header += [8, 2, 0, 0, 0]
        let pixels = rows(width: width, height: height, random: &random)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", header) + chunk("IDAT", stored(pixels)) + chunk("IEND", [])
    }

    /// A byte 0 (no filter) before every row of red, green and blue.
    private static func rows(width: Int, height: Int, random: inout SplitMix) -> [UInt8] {
        let hue = random.below(80), sunX = 10 + random.below(width - 20), sunY = 8 + random.below(height / 3)
        let slope = random.below(height / 2) - height / 4
        var bytes: [UInt8] = []
        bytes.reserveCapacity(height * (3 * width + 1))
        for y in 0..<height {
            bytes.append(0)
            for x in 0..<width {
                let isHill = y > height / 2 + slope * (x - width / 2) / width
                let isSun = (x - sunX) * (x - sunX) + (y - sunY) * (y - sunY) < 36
                if isHill {
                    bytes += [UInt8(40 + hue / 2), UInt8(110 + y), UInt8(60 + hue / 2)]
                } else if isSun {
                    bytes += [250, 210, 80]
                } else {
                    bytes += [UInt8(90 + hue), UInt8(160 + y / 2), UInt8(220 + y / 4)]
                }
            }
        }
        return bytes
    }

    /// RFC 1950 and 1951 with stored blocks only.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var place = 0
        repeat {
            let piece = bytes[place..<min(place + 65_535, bytes.count)]
            place += piece.count
            let count = UInt16(piece.count)
            out.append(place == bytes.count ? 1 : 0)
            out += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
            out += piece
        } while place < bytes.count
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return out + bigEndian(high << 16 | low)
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(checksum(body))
    }

    /// The CRC-32 that PNG's specification prescribes for chunks.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in table[Int((sum ^ UInt32(byte)) & 255)] ^ sum >> 8 }
    }

    private static let table = (0..<UInt32(256)).map { start in
        (0..<8).reduce(start) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }
}
