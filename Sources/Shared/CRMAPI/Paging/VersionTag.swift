/// The version of an object as the headers `ETag` and `If-Match` carry it: `"7"`.
package struct VersionTag: Hashable, Sendable {
    package let version: Int64

    package init(_ version: Int64) { self.version = version }

    package var text: String { "\"\(version)\"" }

    /// What an `If-Match` asks for: nothing (no header, or `*`), or one version of these.
    package static func wanted(_ header: String?) throws(APIErrorBody) -> Set<VersionTag>? {
        guard let header, header.trimmedBlanks != "*" else { return nil }
        var tags: Set<VersionTag> = []
        for piece in header.split(separator: ",") {
            let tag = piece.trimmedBlanks
            guard tag.count >= 3, tag.hasPrefix("\""), tag.hasSuffix("\""),
                let version = Int64(tag.dropFirst().dropLast()), version >= 0
            else {
                throw APIErrorBody(
                    .invalidRequest, errors: [FieldFault("/header/If-Match", "is no version in quotes, such as \"7\"")])
            }
            tags.insert(VersionTag(version))
        }
        return tags
    }
}

extension StringProtocol {
    var trimmedBlanks: Substring {
        let front = self[...].drop { $0 == " " || $0 == "\t" }
        let blanks = front.reversed().prefix { $0 == " " || $0 == "\t" }.count
        return Substring(front.dropLast(blanks))
    }
}
