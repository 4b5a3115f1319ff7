internal import Foundation

/// The variables that the server was started with, as one value that tests can make up. An empty one counts as not set.
struct ServerEnvironment: Sendable {
    private let variables: [String: String]

    init(_ variables: [String: String]) { self.variables = variables.filter { !$0.value.isEmpty } }

    subscript(name: String) -> String? { variables[name] }

    /// What this process got, and in development what the file `.env` of its folder adds to it.
    static func ofProcess() throws(ServerComplaint) -> ServerEnvironment {
        let own = ServerEnvironment(ProcessInfo.processInfo.environment)
        guard try ServerSettings(own).isDevelopment else { return own }
        // Most folders have no such file.
        guard let text = try? String(contentsOfFile: ".env", encoding: .utf8) else { return own }
        return own.adding(file: text)
    }

    /// The variables of `text` beside these, which win: lines of `NAME=VALUE`, with or without `export` and quotes.
    func adding(file text: String) -> ServerEnvironment {
        var all: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            var words = line.trimmingPrefix { $0.isWhitespace }
            if words.hasPrefix("export ") { words = words.dropFirst(7) }
            guard !words.hasPrefix("#"), let sign = words.firstIndex(of: "=") else { continue }
            let name = words[..<sign].trimmingCharacters(in: .whitespaces)
            all[name] = Self.unquoted(words[words.index(after: sign)...].trimmingCharacters(in: .whitespaces))
        }
        return ServerEnvironment(all.merging(variables) { $1 })
    }

    private static func unquoted(_ value: String) -> String {
        for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
            return String(value.dropFirst().dropLast())
        }
        // Behind a blank a comment may follow.
        return value.components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces)
    }
}
