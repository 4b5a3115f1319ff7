package import HTTPTypes
internal import Messaging

/// What a method and a path mean.
package enum RouteReading: Hashable, Sendable {
    case found(Route)
    /// The path is one of ours, but goes by these methods alone.
    case methodNotAllowed([HTTPRequest.Method])
    case notFound
}

extension Route {
    /// Reads a request's method and its path without the query. Paths are taken as they are: no case, no slash and no
    /// escape is smoothed over, so that every route has one path.
    package static func read(_ method: HTTPRequest.Method, _ path: some StringProtocol) -> RouteReading {
        var id: UniqueID?
        var template = ""
        guard path.utf8.count <= 256 else { return .notFound }
        for piece in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            if id == nil, let found = UniqueID(String(piece)) {
                id = found
                template += "/{id}"
            } else {
                template += "/" + piece
            }
        }
        guard path.hasPrefix("/"), !path.contains("{"), let makers = table[template] else { return .notFound }
        // What is asked by GET may be asked by HEAD as well.
        guard let make = makers[method] ?? (method == .head ? makers[.get] : nil) else {
            return .methodNotAllowed(makers.keys.sorted { $0.rawValue < $1.rawValue })
        }
        return .found(make(id ?? zero))
    }

    /// What makes the route, by the template of its path and by its method.
    private static let table: [String: [HTTPRequest.Method: @Sendable (UniqueID) -> Route]] =
        all.reduce(into: [:]) { table, make in
            let form = make(zero).form
            table[form.path.template, default: [:]][form.method] = make
        }

    /// Stands for the name where there is none.
    static let zero: UniqueID = {
        var zeroes = Zeroes()
        return UniqueID(&zeroes)
    }()

    private struct Zeroes: RandomNumberGenerator {
        mutating func next() -> UInt64 { 0 }
    }
}
