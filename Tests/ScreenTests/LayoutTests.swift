import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct LayoutTests {
    private func compare(_ session: ScreenSession, with name: String) throws {
        let difference = try GoldenScreen.difference(session.canvas, from: name)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test("Since when a lead waits is told beside every conversation", arguments: [60, 80, 100, 120, 139, 200])
    func waits(_ width: Int) {
        let session = ScreenSession(.sample(), size: Size(width: width, height: 30))

        let row = session.canvas.lines.first { $0.contains("王小明") } ?? ""

        #expect(session.canvas.lines[0].contains(" waits "))
        #expect(row.ranges(of: "13:00").count == 2, "\(row)")
    }

    @Test(
        "The inbox looks as it was found right",
        arguments: [
            ("wide", 160, 45), ("stacked", 80, 24), ("narrow", 50, 20), ("small", 40, 10), ("too-small", 30, 8),
        ])
    func looks(_ name: String, _ width: Int, _ height: Int) throws {
        let session = ScreenSession(.sample(), size: Size(width: width, height: height))
        try compare(session, with: name)
    }

    @Test(
        "What lies over the panes looks as it was found right",
        arguments: [
            ("help", "?"), ("palette", ":s"), ("search", "g/sat"), ("details", "jj<Enter><Enter>"), ("lead-card", "I"),
            ("question", "rhello<Enter>q"), ("filter", "/is:unraed"), ("jump", "gla"),
        ])
    func overlays(_ name: String, _ keys: String) throws {
        var session = ScreenSession(.sample(), size: Size(width: 100, height: 28))
        for key in ScreenSession.keys(keys) { session.press([key]) }
        try compare(session, with: name)
    }

    @Test("Writing a reply looks as it was found right")
    func writing() throws {
        var session = ScreenSession(.sample(), size: Size(width: 110, height: 30))
        session.press("r")
        session.type("Gern – um 11 Uhr?\nBis dann")
        session.wait(.milliseconds(300))
        try compare(session, with: "writing")
    }
}
