import Foundation
import Messaging
import TestSupport
import Testing

@Suite("Cutting a text into segments")
struct SegmentsTests {
    private struct Vectors: Decodable {
        struct Vector: Decodable {
            var id: String
            var text: String
            var encoding: String
            var units: Int
            var segments: Int
            var segmentUnits: [Int]

            private enum CodingKeys: String, CodingKey {
                case id, text, encoding, units, segments
                case segmentUnits = "segment_units"
            }
        }
        var vectors: [Vector]
    }

    @Test("Every agreed example gives the agreed segments")
    func vectors() throws {
        let vectors = try JSONDecoder().decode(Vectors.self, from: Fixture.content("segment-vectors.json")).vectors

        #expect(vectors.count >= 81)
        for vector in vectors {
            let segments = Segments(vector.text)
            #expect(segments.encoding.name == vector.encoding, "\(vector.id)")
            #expect(segments.units == vector.units, "\(vector.id)")
            #expect(segments.count == vector.segments, "\(vector.id)")
            #expect(segments.segmentUnits == vector.segmentUnits, "\(vector.id)")
            #expect(segments.culprits.isEmpty == (vector.encoding == "GSM-7"), "\(vector.id)")
        }
    }

    @Test("The characters that make a text dear are named with their places")
    func culprits() {
        let segments = Segments("It’s 5 € – 😀")

        #expect(segments.culprits.map(\.offset) == [2, 9, 11])
        #expect(segments.culprits.map { String($0.scalar) } == ["’", "–", "😀"])
    }

    @Test("An empty text is no segment and leaves a whole one free")
    func empty() {
        let segments = Segments("")

        #expect(segments.count == 0)
        #expect(segments.units == 0)
        #expect(segments.room == 160)
    }

    @Test("The room left is that of the last segment")
    func room() {
        #expect(Segments(String(repeating: "a", count: 100)).room == 60)
        #expect(Segments(String(repeating: "a", count: 161)).room == 145)
        #expect(Segments("я").room == 69)
    }
}
