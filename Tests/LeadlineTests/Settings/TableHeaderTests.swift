import Testing

@testable import leadline

@Suite("Brackets in the settings that open no table")
struct TableHeaderTests {
    @Test(
        "A bracket without a name is complained of with its line",
        arguments: [
            "[!]", "[é]", "[", "[[", "[ ", "[\u{01}]", "  [=x]", "[[,]]", "\u{A0}[.a]", "\u{FEFF}[%]", "[#", "[\r\n",
        ])
    func nameless(text: String) {
        #expect(TableHeader.firstNameless(in: "theme = \"dark\"\n" + text) == 2)
        #expect(throws: Complaint.self) { try SettingsFile(path: "config.toml", text: text) }
    }

    @Test(
        "Tables and lists are taken as before",
        arguments: ["[profile.shop]", "[ \"a b\" ]", "[['x']]", "keys = [\n[1], [\"a\"],\n]", "a = \"[!]\"", ""])
    func named(text: String) throws {
        #expect(TableHeader.firstNameless(in: text) == nil)
        _ = try SettingsFile(path: "config.toml", text: text)
    }
}
