internal import CRM
package import HTTPTypes

/// A part of a file that lies still, as an answer gives it.
package struct FilePart: Hashable, Sendable {
    package var path: String
    package var offset: Int
    package var count: Int
}

/// Which part of a file is asked for, by RFC 9110; only the usual single part is given by itself.
package struct RangeWish: Hashable, Sendable {
    private let text: String?
    private let condition: String?

    package init(_ headers: HTTPFields = [:]) {
        text = headers[.range]
        condition = headers[.ifRange]
    }

    /// How a wish is met.
    enum Part: Hashable {
        case whole
        case part(Range<Int>)
        /// It begins behind the end.
        case none
    }

    /// The part of `size` bytes whose content goes by `tag`. What makes no sense is passed over, as if nothing were said.
    func part(of size: Int, tag: String) -> Part {
        if let condition, condition != tag { return .whole }
        guard let text, text.utf8.count < 64, text.hasPrefix("bytes="), !text.contains(",") else { return .whole }
        let ends = text.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return .whole }
        let (first, last) = (Int(ends[0]), Int(ends[1]))
        // A number that no computer has room for is larger than any file.
        if ends[0].isEmpty {
            guard !ends[1].isEmpty else { return .whole }
            let count = min(last ?? .max, size)
            return count == 0 ? .none : .part((size - count)..<size)
        }
        guard let first, first < size else { return .none }
        let end = ends[1].isEmpty ? size - 1 : min(last ?? .max, size - 1)
        return end < first ? .whole : .part(first..<(end + 1))
    }
}

extension ServerAnswer {
    /// A file, or the part of it that is asked for.
    init(_ media: GivenMedia, _ range: RangeWish) {
        let tag = "\"\(media.tag)\""
        self.init(status: 200)
        headers = ["ETag": tag, "Accept-Ranges": "bytes", "Content-Security-Policy": "sandbox; default-src 'none'"]
        // What somebody sent is shown by its own window at most, and run by none.
        headers["Content-Disposition"] = MediaType.isShown(media.type) ? "inline" : "attachment"
        switch range.part(of: media.size, tag: tag) {
        case .whole: file = FilePart(path: media.path, offset: 0, count: media.size)
        case .part(let part):
            status = 206
            headers["Content-Range"] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(media.size)"
            file = FilePart(path: media.path, offset: part.lowerBound, count: part.count)
        case .none:
            status = 416
            headers["Content-Range"] = "bytes */\(media.size)"
        }
        contentType = file == nil ? nil : media.type
    }
}
