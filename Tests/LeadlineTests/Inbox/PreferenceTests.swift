import Drawing
import Inbox
import Testing

@testable import leadline

@Suite struct PreferenceTests {
    @Test("A wrong action, a wrong pane and an unreadable key are each told with their place")
    func wrongKeys() {
        let keys = KeyPreferences(bindings: [
            .init(context: nil, action: "half_page_dwon", keys: ["z"], place: "config.toml:2"),
            .init(context: "tabel", action: "reply", keys: ["w"], place: "config.toml:4"),
            .init(context: "table", action: "rpely", keys: ["w"], place: "config.toml:5"),
            .init(context: "table", action: "reply", keys: [""], place: "config.toml:6"),
        ])

        #expect(
            keys.problems.prefix(3) == [
                "config.toml:2: keys.half_page_dwon: there is no such action, did you mean \"half-page-down\"?",
                "config.toml:4: keys.tabel.reply: there is no context tabel, did you mean \"table\"?",
                "config.toml:5: keys.table.rpely: there is no such action, did you mean \"reply\"?",
            ])
        #expect(keys.problems.contains { $0.hasPrefix("config.toml:6: keys.table.reply:") })
    }

    @Test("What is wrong in two places is told once, and several warnings make one notice")
    func several() {
        let keys = KeyPreferences(bindings: [.init(context: nil, action: "done", keys: ["cx"], place: "config.toml:2")])

        #expect(Set(keys.problems).count == keys.problems.count)
        #expect(InboxSession.opening([]) == nil)
        #expect(InboxSession.opening(["One."])?.text == "One.")
        #expect(InboxSession.opening(["One.", "Two."])?.text == "2 warnings, all told by `leadline doctor`: One.")
    }

    @Test("Where the locale cannot write UTF-8 the signs are ASCII, which is said, unless a person chose others")
    func glyphs() {
        let poor = Environment(["LANG": "C.UTF-8", "LC_ALL": "C"])
        let fallen = GlyphPreference(chosen: nil, environment: poor)
        let chosen = GlyphPreference(chosen: "emoji", environment: poor)
        let usual = GlyphPreference(chosen: nil, environment: Environment(["LANG": "en_US.UTF-8"]))

        #expect(fallen.set == .ascii && fallen.problems.count == 1)
        #expect(chosen.set == .emoji && chosen.problems.isEmpty)
        #expect(usual.set == .plain && usual.problems.isEmpty)
    }
}
