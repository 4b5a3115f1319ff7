/// A line with gaps: `{name}`, `{first}`, `{n}`, `{price}`, `{hour}`, `{code}`. `{photo}` stands for nothing in the
/// text, and says that a picture comes with it.
struct Phrase: Sendable {
    private enum Piece: Sendable {
        case literal([UInt8])
        case name, first, count, price, hour, code
    }

    private let pieces: [Piece]
    let hasPicture: Bool

    init(_ template: String) {
        var pieces: [Piece] = []
        for part in template.split(separator: "{") {
            let halves = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            switch halves.count == 2 ? halves[0] : "" {
            case "name": pieces.append(.name)
            case "first": pieces.append(.first)
            case "n": pieces.append(.count)
            case "price": pieces.append(.price)
            case "hour": pieces.append(.hour)
            case "code": pieces.append(.code)
            case "photo": break
            default: pieces.append(.literal(Array(part.utf8)))
            }
            if halves.count == 2 { pieces.append(.literal(Array(halves[1].utf8))) }
        }
        self.pieces = pieces
        hasPicture = template.contains("{photo}")
    }

    /// Appends the line with its gaps filled.
    func write(name: String, first: String, random: inout SplitMix, into bytes: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .literal(let text): bytes.append(contentsOf: text)
            case .name: bytes.append(contentsOf: name.utf8)
            case .first: bytes.append(contentsOf: first.utf8)
            case .count: bytes.append(contentsOf: String(2 + random.below(8)).utf8)
            case .price: bytes.append(contentsOf: String(490 + 10 * random.below(300)).utf8)
            case .hour: bytes.append(contentsOf: String(9 + random.below(10)).utf8)
            case .code: bytes.append(contentsOf: String(100_000 + random.below(900_000)).utf8)
            }
        }
    }

    func text(name: String, first: String, random: inout SplitMix) -> String {
        var bytes: [UInt8] = []
        write(name: name, first: first, random: &random, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
