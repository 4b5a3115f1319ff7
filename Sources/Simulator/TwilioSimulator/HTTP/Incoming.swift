internal import Secrets

/// One request as it came in.
struct Incoming: Sendable {
    var method: String
    /// Without the query; case matters.
    var path: String
    var query: FormFields
    var body: [UInt8]
    var authorization: String?
    /// What the caller called us: the `Host` header.
    var host: String

    /// Treats the message that a page's token names as gone.
    var lostAnchor: LostAnchor?

    /// A parameter, wherever it came: in the form of a POST, else in the query.
    func parameter(_ name: String) -> String? { method == "POST" ? form[name] : query[name] }

    var form: FormFields { FormFields(encoded: body) }

    /// The path's pieces, with `.json` cut off the last one.
    var pieces: [String] {
        var pieces = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        if let last = pieces.last, last.hasSuffix(".json") { pieces[pieces.count - 1] = String(last.dropLast(5)) }
        return pieces
    }

    var hasJSONEnding: Bool { path.hasSuffix(".json") }

    /// Whether this asks for a message to be sent.
    var isSend: Bool { method == "POST" && path.hasSuffix("/Messages.json") }

    /// The name and the secret of Basic authentication.
    var credentials: (name: String, secret: String)? {
        guard let authorization, authorization.lowercased().hasPrefix("basic "),
            let bytes = Base64.decode(authorization.dropFirst(6).description.trimmingSpaces)
        else { return nil }
        let halves = String(decoding: bytes, as: UTF8.self).split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return halves.count == 2 ? (String(halves[0]), String(halves[1])) : nil
    }
}
