import Testing

@testable import Drawing

@Suite struct ScalarReaderTests {
    @Test(
        "A text read by its bytes has the scalars that the text itself tells",
        arguments: [
            "", "plain ASCII\n", "é à ß", "日本語 한국어", "👍🏽 👨‍👩‍👧 🇩🇪", "שלום עליכם", "e\u{301}\u{302}",
            "\u{10FFFF}\u{800}\u{7FF}\u{FFFF}",
        ])
    func readsAll(text: String) {
        var found = String.UnicodeScalarView()
        Substring(text).withBytes { bytes in
            var reader = ScalarReader(bytes)
            while let scalar = reader.next() { found.append(scalar) }
            #expect(reader.offset == bytes.count)
        }

        #expect(Array(found) == Array(text.unicodeScalars))
    }

    @Test("Bytes that are cut off or no text come out as the sign for that, and reading ends")
    func survivesCuts() {
        let broken: [[UInt8]] = [
            [0xE2, 0x94], [0xF0, 0x9F, 0x91], [0xC3], [0x80, 0x41], [0xED, 0xA0, 0x80], [0xFF, 0xFF],
        ]
        for bytes in broken {
            bytes.withUnsafeBufferPointer { buffer in
                var reader = ScalarReader(buffer)
                var count = 0
                while reader.next() != nil { count += 1 }
                #expect((1...2).contains(count))
                #expect(reader.offset == buffer.count)
            }
        }
    }
}
