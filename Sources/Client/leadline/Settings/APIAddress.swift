import Transport

/// The root of an HTTP API: scheme, host, port and perhaps a path, without a slash at the end.
///
/// Plain http is taken for this machine's own addresses alone.
struct APIAddress: Hashable, Sendable, CustomStringConvertible {
    let text: String
    let isLoopback: Bool

    static let twilio = APIAddress(text: "https://api.twilio.com", isLoopback: false)

    private init(text: String, isLoopback: Bool) {
        (self.text, self.isLoopback) = (text, isLoopback)
    }

    /// Why a text is no base that may be used.
    enum Fault: Error, Equatable {
        case malformed
        case plainHTTP

        var sentence: String {
            switch self {
            case .malformed: "expected an address such as https://api.twilio.com"
            case .plainHTTP: "plain http is used for this machine's own addresses only, take https"
            }
        }
    }

    /// Reads an address; credentials in it, queries and odd characters are refused.
    init(_ text: String) throws(Fault) {
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { throw .malformed }
        let rest = lowered.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let path = text.dropFirst(scheme.count + authority.count)
        guard let read = Authority(authority), path.allSatisfy(Self.isPathCharacter) else { throw .malformed }
        isLoopback = read.isLoopback
        guard scheme == "https://" || isLoopback else { throw .plainHTTP }
        var base = scheme + authority + path
        while base.hasSuffix("/") { base.removeLast() }
        self.text = base
    }

    var description: String { text }

    private static func isPathCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "/-._~".contains(character))
    }
}
