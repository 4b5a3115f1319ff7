import Foundation

/// A screen that a person has looked at and found right, kept in `Tests/Fixtures/Screens`.
///
/// With `LEADLINE_RECORD_SCREENS=1` the screens that tests draw are written down instead of compared; the changes are
/// then reviewed like any other.
package enum GoldenScreen {
    /// `nil` when the screen is as it was found right, else what differs.
    package static func difference(_ screen: String, from name: String) throws -> String? {
        let file = Fixture.folder.appendingPathComponent("Screens").appendingPathComponent(name + ".txt")
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
}
