import Drawing
import Messaging

/// Visible text keeps inside its box, however it is wrapped, clipped or edited.
@_cdecl("LLVMFuzzerTestOneInput")
public func drawingFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let first = bytes.first else { return 0 }
    let text = VisibleText(String(decoding: bytes.dropFirst(), as: UTF8.self)).text
    let width = Int(first % 60) + 2

    for line in Wrap.lines(text, width: width) {
        // White space may hang over the edge.
        let ink = line.text.reversed().drop { $0 == " " || $0 == "\u{3000}" }.reversed()
        precondition(line.cells <= width && TextWidth.cells(String(ink)) <= width)
    }
    precondition(TextWidth.cells(TextWidth.clip(VisibleText(text, keepsLines: false).text, to: width)) <= width)
    return 0
}
