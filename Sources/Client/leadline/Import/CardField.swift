/// One line of a vCard, unfolded: `item1.TEL;TYPE=CELL:+15550100100`.
struct CardField {
    /// In capitals, without the group before it.
    let name: String
    /// In capitals.
    private let parameters: [String]
    private let value: [UInt8]

    /// Why a value cannot be read.
    enum Fault: Error {
        case unknownCharacterSet(String)
        case wrongBytes
    }

    /// `nil` where the line has no colon outside of quotes.
    init?(_ line: [UInt8]) {
        guard let colon = Self.places(of: UInt8(ascii: ":"), in: line, isQuoting: true).first else { return nil }
        let head = Self.parts(of: Array(line[..<colon]), at: UInt8(ascii: ";"), isQuoting: true)
            .map { String(decoding: $0, as: UTF8.self).uppercased() }
        // A group may stand before the name of a field: item1.TEL
        name = head.first?.split(separator: ".").last.map(String.init) ?? ""
        parameters = Array(head.dropFirst())
        value = Array(line[(colon + 1)...])
    }

    /// The fields that cards have in most programs.
    private static let usual: Set<String> = [
        "ADR", "BDAY", "BEGIN", "CATEGORIES", "EMAIL", "END", "FN", "IMPP", "LABEL", "N", "NICKNAME", "NOTE", "ORG",
        "PHOTO", "REV", "ROLE", "SORT-STRING", "TEL", "TITLE", "UID", "URL", "VERSION",
    ]

    /// Whether a line is one of the usual fields, written as programs write them: in capitals.
    static func begins(_ line: ArraySlice<UInt8>) -> Bool {
        guard let end = line.prefix(16).firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") }),
            line.contains(UInt8(ascii: ":"))
        else { return false }
        return usual.contains(String(decoding: line[..<end], as: UTF8.self))
    }

    /// Whether a line is continued after a last `=`, as version 2.1 does.
    var isQuotedPrintable: Bool { parameters.contains { $0.hasSuffix("QUOTED-PRINTABLE") } }

    /// The whole value as text.
    func text() throws(Fault) -> String { try decoded(value) }

    /// The parts of a value such as that of a name: `Lovelace;Ada;;;`.
    func components() throws(Fault) -> [String] {
        var texts: [String] = []
        for part in Self.parts(of: value, at: UInt8(ascii: ";"), isQuoting: false) {
            texts.append(try decoded(Array(part)).trimmed)
        }
        return texts
    }

    private func decoded(_ bytes: [UInt8]) throws(Fault) -> String {
        let plain = isQuotedPrintable ? Self.unquoted(bytes) : bytes
        let text: String?
        if let charset = parameters.first(where: { $0.hasPrefix("CHARSET=") })?.dropFirst(8) {
            let name = charset.filter { $0 != "\"" }
            guard let set = CharacterSetName(name) else { throw .unknownCharacterSet(name) }
            text = set.text(of: plain)
        } else {
            text = String(validating: plain, as: UTF8.self)
        }
        guard let text else { throw .wrongBytes }
        return isQuotedPrintable ? text : Self.unescaped(text)
    }

    /// A text without the backslashes of vCards.
    private static func unescaped(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                plain.append(scalar == "n" || scalar == "N" ? " " : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                plain.append(scalar)
            }
        }
        return String(plain)
    }

    /// What `=C3=BC` and the like stand for; version 2.1 writes so.
    private static func unquoted(_ value: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "="), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// The parts between a sign that neither a backslash nor, with `isQuoting`, a pair of quotes holds.
    private static func parts(of bytes: [UInt8], at sign: UInt8, isQuoting: Bool) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        for place in places(of: sign, in: bytes, isQuoting: isQuoting) {
            parts.append(bytes[start..<place])
            start = place + 1
        }
        return parts + [bytes[start...]]
    }

    private static func places(of sign: UInt8, in bytes: [UInt8], isQuoting: Bool) -> [Int] {
        var places: [Int] = []
        var (isQuoted, isEscaped) = (false, false)
        for (place, byte) in bytes.enumerated() {
            if isQuoting, byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == sign, !isQuoted, !isEscaped { places.append(place) }
            isEscaped = !isQuoting && byte == UInt8(ascii: "\\") && !isEscaped
        }
        return places
    }
}
