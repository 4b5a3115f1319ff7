import Testing

@testable import Drawing

@Suite struct KeyNameTests {
    @Test(
        "A key is written and read the same way",
        arguments: [
            "j", "G", "Space", "Ctrl-k", "Ctrl-_", "Ctrl-Space", "Alt-s", "Alt-<", "Enter", "Esc", "Shift-Tab", "F1",
            "PageDown", "Ctrl-Left", "Alt-Enter", "-", "日",
        ])
    func roundTrips(name: String) throws {
        let key = try #require(Key(name))
        #expect(key.description == name)
    }

    @Test(
        "Keys are read as people write them",
        arguments: [
            ("ctrl-K", Key.ctrl("k")), ("escape", .named(.escape)), ("PgDn", .named(.pageDown)),
            ("Ctrl-m", .named(.enter)), ("Ctrl-[", .named(.escape)), ("alt-S", .alt("S")), ("f12", .named(.f(12))),
        ])
    func readsVariants(name: String, key: Key) {
        #expect(Key(name) == key)
    }

    @Test("What names no key is refused", arguments: ["", "Ctrl-", "Ctrl-ä", "Hyper-x", "F99", "Strg-k"])
    func refuses(name: String) {
        #expect(Key(name) == nil)
        #expect(KeySequence(name) == nil || name == "F99")
    }

    @Test(
        "Sequences are written without needless spaces",
        arguments: [
            ("gg", [Key.character("g"), .character("g")], "gg"), ("g /", [.character("g"), .character("/")], "g/"),
            ("Ctrl-w h", [.ctrl("w"), .character("h")], "Ctrl-w h"), ("g1", [.character("g"), .character("1")], "g1"),
        ])
    func readsSequences(text: String, keys: [Key], written: String) {
        #expect(KeySequence(text)?.keys == keys)
        #expect(KeySequence(keys)?.description == written)
    }
}
