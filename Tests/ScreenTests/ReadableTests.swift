import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What can be read")
struct ReadableTests {
    /// The words on the screen that are drawn in the colours of lines, which need less contrast than text.
    private func faint(_ canvas: Canvas) -> String {
        let faint = canvas.cells.filter { cell in
            guard cell.style.role == .border || cell.style.role == .borderFocus else { return false }
            return Unicode.Scalar(cell.scalar).map { $0.properties.isAlphabetic || $0.properties.numericType != nil }
                ?? false
        }
        return String(String.UnicodeScalarView(faint.compactMap { Unicode.Scalar($0.scalar) }))
    }

    @Test(
        "Nothing that is to be read has the colour of a line",
        arguments: ["", "<Enter>", "r", "I", "?", ":", "GI", "rx<Enter>q"])
    func lines(_ way: String) {
        for size in [Size(width: 160, height: 45), Size(width: 100, height: 28), Size(width: 80, height: 24)] {
            var session = ScreenSession(.sample(), size: size)
            session.press(way)
            #expect(faint(session.canvas) == "", "\(way) at \(size)")
        }
    }
}
