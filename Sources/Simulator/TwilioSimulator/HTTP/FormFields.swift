/// The fields of a form or a query, in the order in which they came; names may repeat.
struct FormFields: Sendable {
    private(set) var pairs: [(name: String, value: String)] = []

    init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

    /// Reads `application/x-www-form-urlencoded`: `+` is a space, invalid UTF-8 becomes the replacement character.
    init(encoded bytes: some Collection<UInt8>) {
        for piece in bytes.split(separator: UInt8(ascii: "&")) {
            let halves = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            pairs.append((Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : ""))
        }
    }

    /// The last value under `name`; `nil` when there is none.
    subscript(name: String) -> String? { pairs.last { $0.name == name }?.value }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The fields as they travel in a body or a query.
    var encoded: String {
        pairs.map { Self.percentEncoded($0.name) + "=" + Self.percentEncoded($0.value) }.joined(separator: "&")
    }

    /// `text` with everything but RFC 3986's unreserved characters as `%XX`.
    static func percentEncoded(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                out.append(byte)
            default:
                out.append(UInt8(ascii: "%"))
                out.append(hexadecimal[Int(byte >> 4)])
                out.append(hexadecimal[Int(byte & 15)])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// `bytes` with `+` and `%XX` undone; a percent sign without two digits behind it stays one.
    static func decoded(_ bytes: some Collection<UInt8>) -> String {
        var out: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                out.append(32)
            } else if byte == UInt8(ascii: "%"), let value = hexadecimalByte(rest.prefix(2)) {
                out.append(value)
                rest = rest.dropFirst(2)
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func hexadecimalByte(_ digits: some Collection<UInt8>) -> UInt8? {
        let text = String(decoding: digits, as: UTF8.self)
        guard text.utf8.count == 2, text.allSatisfy(\.isHexDigit) else { return nil }
        return UInt8(text, radix: 16)
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
