package import Messaging

/// Where a list goes on: behind the row of this name.
///
/// To its bearer it is a word without meaning. It names its list, so that the cursor of one list is no place in
/// another, and carries a check, so that one that was cut or mistyped is refused instead of leading somewhere else.
/// It gives no rights: the tenant comes from the token alone.
package struct Cursor: Hashable, Sendable {
    /// The lists that have pages.
    package enum List: UInt8, CaseIterable, Sendable {
        case channels = 1, users, tokens, audit
        case leads, waitingLeads, interactions, conversations
        /// One conversation's, both ways, and the whole tenant's.
        case conversation, messages
        case optOuts
        /// The change feed: a number of the sequence, and the epoch that it counts in.
        case changes
        case events, search
    }

    package var list: List
    /// What the list is sorted by first, such as milliseconds; 0 where the name alone decides.
    package var place: Int64
    package var id: UniqueID

    package init(_ list: List, place: Int64 = 0, id: UniqueID) {
        (self.list, self.place, self.id) = (list, place, id)
    }

    package var text: String {
        let content =
            [Self.version, list.rawValue] + (0..<8).map { UInt8(truncatingIfNeeded: place >> Int64(56 - $0 * 8)) }
            + Array(id.description.utf8)
        return Base64URL.encode(content + Self.check(content))
    }

    /// Reads what `text` wrote for `list`; anything else is no cursor.
    package init?(_ text: String, of list: List) {
        guard let bytes = Base64URL.decode(text), bytes.count == 50, bytes[0] == Self.version,
            bytes[1] == list.rawValue, Self.check(bytes.prefix(46)).elementsEqual(bytes.suffix(4)),
            let id = UniqueID(String(decoding: bytes[10..<46], as: UTF8.self))
        else { return nil }
        self.list = list
        place = bytes[2..<10].reduce(0) { $0 << 8 | Int64($1) }
        self.id = id
    }

    private static let version: UInt8 = 1

    /// FNV-1a: against accidents, not against people, who have nothing to gain here.
    private static func check(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let hash = bytes.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return (0..<4).map { UInt8(truncatingIfNeeded: hash >> UInt32(24 - $0 * 8)) }
    }
}

/// RFC 4648 section 5 without padding: bytes as one word that an address takes as it is.
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let number = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
            text += (0...group.count).map { letters[number >> (18 - $0 * 6) & 63] }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` for what `encode` does not write, so that every value has one word only.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        let letters = Array(text.utf8)
        guard letters.count <= 1024, letters.count % 4 != 1 else { return nil }
        for start in stride(from: 0, to: letters.count, by: 4) {
            let group = letters[start..<min(start + 4, letters.count)]
            var number = 0
            for letter in group {
                guard let value = Self.letters.firstIndex(of: letter) else { return nil }
                number = number << 6 | value
            }
            number <<= (4 - group.count) * 6
            bytes += (0..<(group.count - 1)).map { UInt8(truncatingIfNeeded: number >> (16 - $0 * 8)) }
        }
        return encode(bytes) == text ? bytes : nil
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
