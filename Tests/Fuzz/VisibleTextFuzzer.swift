import Messaging

/// Whatever comes in, nothing that steers a terminal goes out, by none of the ways text leaves the program.
@_cdecl("LLVMFuzzerTestOneInput")
public func visibleTextFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let raw = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let limit = bytes.first.flatMap { $0 < 128 ? Int($0) : nil }

    for keepsLines in [true, false] {
        let visible = VisibleText(raw, keepsLines: keepsLines, limit: limit)
        check(visible.text, keepsLines: keepsLines)
        precondition(visible.text.unicodeScalars.count <= limit ?? .max)
        let again = VisibleText(visible.text, keepsLines: keepsLines, limit: limit)
        precondition(again.text == visible.text && again.removedCount == 0)
    }
    check(VisibleText.spelledOut(raw), keepsLines: true)
    check(LogText(raw).description, keepsLines: false)

    let quoted = JSONLine.quoted(raw)
    precondition(!quoted.unicodeScalars.contains(where: ScalarKind.isTreacherous))

    let segments = Segments(raw)
    precondition(segments.segmentUnits.reduce(0, +) == segments.units)
    precondition(segments.count < 2 || segments.segmentUnits.allSatisfy { $0 <= segments.encoding.unitsInEach })
    let cheap = SmartEncoding.replacing(raw)
    precondition(SmartEncoding.replacing(cheap) == cheap)
    precondition(Segments(cheap).culprits.count <= segments.culprits.count)
    _ = OptOutKeyword(message: raw)
    return 0
}

private func check(_ text: String, keepsLines: Bool) {
    var marks = 0
    for scalar in text.unicodeScalars {
        precondition(keepsLines && scalar == "\n" || !ScalarKind.isTreacherous(scalar))
        marks = ScalarKind(scalar) == .mark ? marks + 1 : 0
        precondition(marks <= 4)
    }
}
