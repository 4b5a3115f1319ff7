import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct FewCellsTests {
    /// The places where two screens differ.
    private func changed(_ before: Canvas, _ after: Canvas) -> [Point] {
        before.cells.indices.filter { !after.looksLike(before, at: $0) }
            .map { Point(x: $0 % before.size.width, y: $0 / before.size.width) }
    }

    @Test("A step of the cursor changes two short runs of the table, and not the status line")
    func step() {
        var session = ScreenSession(.crowd(300), size: Size(width: 160, height: 45))
        session.press("5j")
        let before = session.canvas

        session.press("j")

        let places = changed(before, session.canvas)
        let table = places.filter { $0.x < 73 }
        #expect(Set(table.map(\.y)).count == 2)
        #expect(table.count <= 2 * 10)
        #expect(places.allSatisfy { $0.y < 44 })
    }

    @Test("A typed character changes its own cell; the meter counts when the keys rest")
    func typing() {
        var session = ScreenSession(.sample(), size: Size(width: 160, height: 45))
        session.press("r")
        session.type("Good morning Mari")
        let before = session.canvas

        session.type("a")

        #expect(changed(before, session.canvas).count == 1)
        session.wait(.milliseconds(300))
        #expect(session.screen.contains("18/160"))
    }

    @Test("The meter follows at once when the encoding changes or the room runs out")
    func meter() {
        var session = ScreenSession(.sample(), size: Size(width: 160, height: 45))
        session.press("r")

        session.type("Good morning 😀")
        #expect(session.screen.contains("UCS-2   15/70"))

        session.press("<Ctrl-u>")
        session.type(String(repeating: "a", count: 155))
        #expect(session.screen.contains("155/160"))
    }

    @Test("A wake that changes nothing asks for nothing and draws nothing")
    func idle() {
        var session = ScreenSession(.sample())
        session.press("jk")
        session.wait(.seconds(20))
        session.forgetEffects()
        let before = session.canvas

        session.wait(.seconds(600))

        #expect(session.state.nextWake == nil)
        #expect(session.effects.isEmpty)
        #expect(session.canvas == before)
    }

    @Test("The looks of the engine do not show on a screen at which nobody works")
    func looks() {
        var session = ScreenSession(.sample())
        session.press("j")
        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now + .seconds(5)))))
        #expect(session.screen.contains("live, next look 14:00:05"))
        session.wait(.seconds(60))
        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now + .seconds(30)))))
        let before = session.canvas

        session.wait(.seconds(30))
        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now + .seconds(30)))))

        #expect(session.canvas == before)
    }
}
