package import Messaging

/// A path with at most one name of an object in it, written as text: `"/api/channels/\(id)/test"`.
package struct RoutePath: Hashable, Sendable, ExpressibleByStringInterpolation {
    private let front: String
    private let id: UniqueID?
    private let back: String

    package init(stringLiteral text: String) { (front, id, back) = (text, nil, "") }

    package init(stringInterpolation pieces: StringInterpolation) {
        (front, id, back) = (pieces.front, pieces.id, pieces.back)
    }

    /// The path as it stands in a request.
    package var text: String { front + (id?.description ?? "") + back }

    /// The path with `{id}` in place of the name.
    package var template: String { front + (id == nil ? "" : "{id}") + back }

    /// Collects the pieces of the path.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var front = "", back = ""
        fileprivate var id: UniqueID?

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ text: String) {
            if id == nil { front += text } else { back += text }
        }

        package mutating func appendInterpolation(_ id: some EntityID) { self.id = id.value }
    }
}
