package import Drawing
import Foundation

/// A screen that a person has looked at and found right, kept in `Tests/Fixtures/Screens`: its letters, and below them what
/// each of them means, as the themes know it.
///
/// With `LEADLINE_RECORD_SCREENS=1` the screens that tests draw are written down instead of compared; the changes are
/// then reviewed like any other.
package enum GoldenScreen {
    /// `nil` when the screen is as it was found right, else what differs, line by line.
    package static func difference(_ canvas: Canvas, from name: String) throws -> String? {
        let file = Fixture.folder.appendingPathComponent("Screens").appendingPathComponent(name + ".txt")
        let screen = (canvas.lines + [""] + roles(of: canvas)).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["LEADLINE_RECORD_SCREENS"] == "1" {
            try Data((screen + "\n").utf8).write(to: file)
            return nil
        }
        // A file that cannot be read is a screen nobody has looked at yet.
        guard let kept = try? Data(contentsOf: file) else { return "There is no screen \(name) yet; record it." }
        let before = String(decoding: kept, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let after = (screen + "\n").split(separator: "\n", omittingEmptySubsequences: false)
        guard before != after else { return nil }
        let lines = (0..<max(before.count, after.count)).compactMap { line -> String? in
            let was = line < before.count ? String(before[line]) : "(no line)"
            let now = line < after.count ? String(after[line]) : "(no line)"
            return was == now ? nil : "line \(line + 1)\n  was: \(was)\n  now: \(now)"
        }
        return "\(name) has changed:\n" + lines.joined(separator: "\n")
    }

    /// A line a row: the runs of each look but plain text, such as `row 1: selection 0-12, unread bold 14-15`.
    private static func roles(of canvas: Canvas) -> [String] {
        (0..<canvas.size.height).compactMap { y in
            let runs = runs(in: (0..<canvas.size.width).map { canvas[$0, y] })
            return runs.isEmpty ? nil : "row \(y): " + runs.joined(separator: ", ")
        }
    }

    private static func runs(in cells: [Cell]) -> [String] {
        var runs: [String] = []
        var start = 0
        for end in 1...cells.count where end == cells.count || cells[end].style != cells[start].style {
            let style = cells[start].style
            if style != .text { runs.append("\(look(style)) \(start)" + (end - start > 1 ? "-\(end - 1)" : "")) }
            start = end
        }
        return runs
    }

    private static func look(_ style: Style) -> String {
        let names: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.underline, "underline"), (.reverse, "reverse"), (.dim, "dim"), (.italic, "italic"),
        ]
        return ([style.role.name] + names.filter { style.attributes.contains($0.0) }.map(\.1)).joined(separator: " ")
    }
}
