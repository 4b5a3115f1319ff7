import ArgumentParser
import Messaging

/// `leadline segments`: how a text is cut and encoded, and which characters make it dear.
///
/// It needs no settings, no mirror and no network.
struct SegmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segments", abstract: "Show how a text is encoded and cut into segments.",
        discussion: """
            A single hyphen reads standard input. A text that begins with a hyphen comes after --. It is the same for \
            every profile.
            """)

    @Argument(help: "The text, or - for standard input.")
    var text: String

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let segments = Segments(try TextArgument.read(text))
        try Output.printing { out in
            if output.json {
                try out.line(Self.line(segments).text)
            } else {
                let noun = segments.count == 1 ? "segment" : "segments"
                try out.line("\(segments.encoding.name), \(segments.units) units, \(segments.count) \(noun)")
                for sentence in Self.reasons(segments) { try out.line(sentence) }
            }
        }
    }

    static func line(_ segments: Segments) -> JSONLine {
        var line = JSONLine()
        line.set("encoding", segments.encoding.name)
        line.set("units", segments.units)
        line.set("segments", segments.count)
        line.set("segment_units", segments.segmentUnits)
        line.set("units_left", segments.room)
        line.set(
            "forcing_characters",
            segments.culprits.map { culprit in
                var line = JSONLine()
                line.set("character", String(culprit.scalar))
                line.set("code", culprit.code)
                line.set("position", culprit.offset)
                line.set("replacement", SmartEncoding.replacement(for: culprit.scalar))
                return line
            })
        return line
    }

    /// A sentence for each different character that forces UCS-2.
    static func reasons(_ segments: Segments) -> [String] {
        var seen: Set<Unicode.Scalar> = []
        return segments.culprits.filter { seen.insert($0.scalar).inserted }.map { culprit in
            let instead = SmartEncoding.replacement(for: culprit.scalar).map { "; \"\(visible($0))\" would not" } ?? ""
            return "\(culprit.code) \"\(visible(String(culprit.scalar)))\" forces UCS-2\(instead)"
        }
    }
}

extension Segments.Culprit {
    /// The character's number as Unicode writes it, such as `U+2019`.
    var code: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
