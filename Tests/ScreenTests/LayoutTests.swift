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

    @Test("Since when a lead waits is told beside every conversation", arguments: [60, 80, 100, 118, 139, 200])
    func waits(_ width: Int) {
        var account = PretendAccount.sample()
        account.say(2, .inbound, "还在吗?", at: HandClock.start - .seconds(600))
        let session = ScreenSession(account, size: Size(width: width, height: 30))

        let row = session.canvas.lines.dropFirst().first { $0.contains("王小明") } ?? ""

        #expect(session.canvas.lines[0].contains(" waits "))
        #expect(row.contains("13:00") && row.contains("13:50"), "\(row)")
    }

    @Test("One moment stands once: who waits since the last message is told by its colour", arguments: [60, 80, 160])
    func waitsSinceTheLast(_ width: Int) {
        let session = ScreenSession(.sample(), size: Size(width: width, height: 30))

        let row = session.canvas.lines.first { $0.contains("王小明") } ?? ""

        #expect(row.ranges(of: "13:00").count == 1, "\(row)")
    }

    @Test("Where there is room for one moment, two are not drawn over each other", arguments: 40...60)
    func oneMoment(_ width: Int) {
        var account = PretendAccount()
        account.add(1, nil, People.ana)
        account.say(1, .inbound, "Hi", at: HandClock.start - .seconds(86_400))
        account.say(1, .inbound, "Still there?", at: HandClock.start - .seconds(600))
        let session = ScreenSession(account, size: Size(width: width, height: 20))

        let end = session.canvas.lines[1].split(separator: " ").last ?? ""

        #expect(["13:50", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(end), "\(session.canvas.lines[1])")
    }

    @Test("From 80 columns on a table shows enough of what people wrote", arguments: GlyphSet.allCases)
    func enough(_ glyphs: GlyphSet) {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        var account = PretendAccount()
        account.add(1, nil, People.ana)
        account.say(1, .inbound, letters, at: HandClock.start - .seconds(86_400 * 500))
        account.say(1, .outbound, letters, at: HandClock.start - .seconds(86_400 * 400), status: .undelivered)
        for width in 80...260 {
            let session = ScreenSession(account, size: Size(width: width, height: 30)) { $0.glyphs = glyphs }

            let row = session.canvas.lines[1]

            #expect(row.contains(letters.prefix(27)), "\(width): \(row)")
        }
    }

    @Test("A number keeps its beginning and its end where it has to be cut")
    func numbers() {
        var account = PretendAccount()
        account.add(1, nil, People.ana)
        account.leads[LeadID(rawValue: 1)]?.displayAddress = "+55 (11) 99988-7766"
        account.say(1, .inbound, "Hi", at: HandClock.start)

        let narrow = ScreenSession(account, size: Size(width: 118, height: 30)).canvas.lines[1]
        let wide = ScreenSession(account, size: Size(width: 200, height: 30)).canvas.lines[1]

        #expect(narrow.contains("+55 (11…88-7766 "), "\(narrow)")
        #expect(wide.contains("+55 (11) 99988-7766"), "\(wide)")
    }

    @Test("The heading says how many leads pass the filter", arguments: [80, 160])
    func total(_ width: Int) {
        var session = ScreenSession(.crowd(40), size: Size(width: width, height: 30))

        session.press("/lead 001<Enter>")

        #expect(session.canvas.lines[0].contains("/lead 001"))
        #expect(session.canvas.lines[0].contains(" 11 "))
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
        for key in ScreenSession.keys(keys) {
            if session.state.lull != nil { session.pass(.milliseconds(600)) }
            session.press([key])
        }
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
