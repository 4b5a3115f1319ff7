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
