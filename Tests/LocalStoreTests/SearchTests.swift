import LocalStore
import Messaging
import Testing

@Suite("Searching everything")
struct SearchTests {
    private func stage() throws -> Stage {
        let stage = try Stage()
        try stage.take([
            Stage.inbound(1, at: 10, "Is the garden flat still free?"),
            Stage.inbound(2, from: "+15550100101", at: 20, "Bom dia, o coração da casa"),
            Stage.outbound(3, at: 30, "The garden is free; 100% sure"),
            Stage.inbound(4, from: "+15550100102", at: 40, "こんにちは、部屋を見たいです"),
            Stage.inbound(5, from: "+15550100103", at: 50, "Am Cafe\u{301}haus, Straße"),
        ])
        return stage
    }

    @Test(
        "Words, beginnings, accents, phrases and pieces are found, the newest first",
        arguments: [
            ("garden", [3, 1]), ("gard", [3, 1]), ("free garden", [3, 1]), ("\"garden flat\"", [1]), ("coracao", [2]),
            ("arden", [3, 1]), ("oração", [2]), ("oraca", [2]), ("féhau", [5]), ("raße", [5]), ("部屋を", [4]),
            ("100%", [3]), ("nowhere", []),
        ] as [(String, [Int])])
    func finds(_ text: String, _ expected: [Int]) throws {
        let hits = try stage().store.search(text)
        #expect(hits.map(\.message.externalID) == expected.map(Stage.sid))
    }

    @Test(
        "An emoji is found wherever it stands, and however it is drawn",
        arguments: [
            ("🙂", [12, 11]), ("👍", [13]), ("❤", [14]), ("❤️", [14]), ("🙂 👍", []), ("👍 🏽", [13]), ("…", [12]), ("🏁", []),
        ] as [(String, [Int])])
    func emoji(_ text: String, _ expected: [Int]) throws {
        let stage = try stage()
        try stage.take([
            Stage.inbound(11, at: 110, "🙂 smile"), Stage.inbound(12, at: 120, "well… 🙂🙂"),
            Stage.inbound(13, at: 130, "👍🏽"),
            Stage.inbound(14, at: 140, "I ❤\u{FE0F} it"),
        ])
        #expect(try stage.store.search(text).map(\.message.externalID) == expected.map(Stage.sid))
    }

    @Test("Signs that a telephone writes in its own way are found as a keyboard writes them, in search and filter")
    func typographicSigns() throws {
        let stage = try stage()
        try stage.take([
            Stage.inbound(21, from: "+15550100109", at: 210, "don\u{2019}t – it\u{2019}s \u{201C}fine\u{201D}")
        ])
        for text in ["don't", "don\u{2019}t", "it's", "\u{201C}fine", "- it's", "\u{2014} it"] {
            let filter = LeadFilter(parsing: text)
            let window = try stage.store.leadWindow(LeadQuery(filter: filter, limit: 5))
            #expect(window.rows.map(\.address.text) == ["+15550100109"], "\(text)")
        }
        #expect(try stage.store.search("don't").map(\.message.externalID) == [Stage.sid(21)])
    }

    @Test(
        "Whatever is typed is text, never an order to the index",
        arguments: [
            "\"", "\"\"\"", "a OR", "NEAR(a b)", "body:x", "*", "^a", "(", "'; DROP TABLE lead", "-a", "a AND", "%",
            "_", "\0a", "🙂", "{", "AND",
        ])
    func hostile(_ text: String) throws {
        _ = try stage().store.search(text)
    }

    @Test("What was redacted is not found any longer")
    func redacted() throws {
        let stage = try stage()
        var gone = Stage.inbound(1, at: 10, "")
        gone.updatedAt = Stage.start + .seconds(99)
        try stage.take([gone])

        #expect(try stage.store.search("flat").isEmpty)
    }
}
