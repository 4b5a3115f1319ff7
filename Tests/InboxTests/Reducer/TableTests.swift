import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct TableTests {
    private func loads(_ session: ScreenSession) -> [LeadQuery] {
        session.effects.compactMap { effect in
            if case .read(.loadLeads(let query, _)) = effect { query } else { nil }
        }
    }

    @Test("A number before G counts from the head of the list, also where that is far away")
    func rowByNumber() {
        var session = ScreenSession(.crowd(3000), size: Size(width: 120, height: 30))
        session.press("G")
        #expect(session.state.table.selection == LeadID(rawValue: 3000))

        session.press("100G")

        #expect(session.state.table.selection == LeadID(rawValue: 100))
    }

    @Test("Three hundred j at once cost one load and end where they should")
    func burst() {
        var session = ScreenSession(.crowd(1_000), size: Size(width: 120, height: 30))
        session.forgetEffects()

        session.press(String(repeating: "j", count: 300))

        #expect(loads(session).count == 1)
        #expect(session.state.table.selection == LeadID(rawValue: 301))
        #expect(session.screen.contains("▌Lead 0301"))
    }

    @Test("A step within the rows at hand asks for the conversation, and for what the next step would ask for")
    func step() {
        var session = ScreenSession(.crowd(1_000), size: Size(width: 120, height: 30))
        session.press("j")
        session.forgetEffects()

        session.press("j")

        #expect(loads(session).isEmpty, "the rows are at hand")
        let ahead = session.effects.flatMap { effect -> [ConversationQuery] in
            if case .read(.readAhead(let queries)) = effect { queries } else { [] }
        }
        for keys in ["j", "kk", "j<Ctrl-f>", "<Ctrl-b>k"] {
            session.forgetEffects()
            session.press(keys)
            let asked = session.effects.compactMap { effect in
                if case .read(.loadConversation(let query, _)) = effect { query } else { nil }
            }
            #expect(asked.last.map(ahead.contains) == true, "\(keys)")
        }
    }

    @Test("Keys that outrun the store are all obeyed")
    func slowStore() {
        var session = ScreenSession(.crowd(1_000), size: Size(width: 120, height: 30))
        session.answers = false
        for _ in 0..<20 { session.press("10j") }

        session.letAnswersThrough()

        #expect(session.state.table.selection == LeadID(rawValue: 201))
    }

    @Test("Counts, top, bottom and pages go where they say")
    func places() {
        var session = ScreenSession(.crowd(500), size: Size(width: 120, height: 31))
        func selected() -> Int64? { session.state.table.selection?.rawValue }

        session.press("G")
        #expect(selected() == 500)
        session.press("gg")
        #expect(selected() == 1)
        session.press("120G")
        #expect(selected() == 120)
        session.press("5k")
        #expect(selected() == 115)
        session.press("gg<Ctrl-f>")
        #expect(selected() == 30)
        session.press("<Ctrl-b><Ctrl-d>")
        #expect(selected() == 15)
        session.press("<End>")
        #expect(selected() == 500)
        session.press("j")
        #expect(selected() == 500)
    }

    @Test("The selected row is always on the screen")
    func visible() {
        var session = ScreenSession(.crowd(300), size: Size(width: 120, height: 20))
        let keys = ["j", "<Ctrl-d>", "G", "k", "k", "gg", "50j", "<Ctrl-u>", "3k", "150G", "k", "<Ctrl-b>", "7j"]
        for (step, key) in (keys + keys + keys).enumerated() {
            session.press(key)
            if step % 5 == 0 {
                session.happen { $0.say(Int64(step + 1), .inbound, "x", at: HandClock.start + .seconds(step)) }
            }
            let name = "▌Lead \(padded(Int(session.state.table.selection?.rawValue ?? 0), 4))"
            #expect(session.screen.contains(name), "after \(key)")
        }
    }

    @Test("An answer that a newer question has overtaken is dropped")
    func overtaken() {
        var session = ScreenSession(.crowd(50))
        session.answers = false
        session.press("G")
        session.press("gg")
        session.hear(.leads(LeadWindow(rows: [], total: LeadWindow.Total(0)), token: 1))

        session.letAnswersThrough()

        #expect(session.state.table.selection == LeadID(rawValue: 1))
    }

    @Test("Done under a filter goes to the row that takes the place")
    func done() {
        var session = ScreenSession(.crowd(20))
        session.press("/is:open<Enter>jj")

        session.press("e")

        #expect(session.state.table.selection == LeadID(rawValue: 4))
        session.press("z")
        #expect(session.account.leads[LeadID(rawValue: 3)]?.state == .open)
    }

    @Test("The filter narrows with every letter; Esc brings everything back, the lead included")
    func filter() {
        var session = ScreenSession(.sample())
        session.press("j/")
        session.type("dan")
        #expect(session.state.table.rows.map(\.title) == ["Dana Done"])
        #expect(session.screen.contains("/dan"))

        session.press("<Esc>")

        #expect(session.state.table.rows.count == 6)
        #expect(session.state.table.selection == LeadID(rawValue: 2))
    }

    @Test("A filter word that is none is told while one types")
    func filterProblem() {
        var session = ScreenSession(.sample())
        session.press("/")
        session.type("is:unraed")

        #expect(session.state.picker?.problem != nil)
    }

    @Test("A filter that is not understood is not taken", arguments: ["is:wating", "is:waitingis:waiting"])
    func mistyped(_ filter: String) {
        var session = ScreenSession(.crowd(6))
        session.press("/")
        session.type(filter)
        session.press("<Enter>")
        #expect(session.state.picker?.kind == .filter && session.screen.contains("is not known"))

        session.press("<Esc>")
        #expect(session.state.table.filter == .everything)
    }

    @Test("What is typed behind a filter that is on narrows it")
    func narrowing() {
        var session = ScreenSession(.crowd(6))
        session.press("/")
        session.type("is:waiting")
        session.press("<Enter>")
        session.press("/")
        session.type("is:unread")
        session.press("<Enter>")
        #expect(session.state.table.filterText == "is:waiting is:unread")
        session.press("/<Enter>")
        #expect(session.state.table.filterText == "is:waiting is:unread")
    }

    @Test("The queue of those who wait stays inside the filter", arguments: ["a", "A", "rOn my way<Ctrl-s>"])
    func queueWithinFilter(_ keys: String) {
        var account = PretendAccount.crowd(6)
        for lead in [2, 4] as [Int64] { account.leads[LeadID(rawValue: lead)]?.name = "Green \(lead)" }
        var session = ScreenSession(account)
        session.press("/name:green<Enter>")
        #expect(session.state.table.selection == LeadID(rawValue: 2))

        for key in ScreenSession.keys(keys) { session.press([key]) }

        #expect(session.state.table.selection == LeadID(rawValue: 4))
        #expect(session.state.table.filterText == "name:green")
    }

    @Test("gf and gF go along those whom a text did not reach, gu to the next unread")
    func attention() {
        var account = PretendAccount.crowd(8)
        for lead in [2, 5] as [Int64] {
            account.say(lead, .outbound, "Hello", at: HandClock.start - .seconds(60 * lead), status: .undelivered)
        }
        for lead in [1, 3, 4, 6, 8] as [Int64] { account.leads[LeadID(rawValue: lead)]?.unread = 0 }
        var session = ScreenSession(account)
        func pressed(_ keys: String) -> Int64? {
            session.press(keys)
            return session.state.table.selection?.rawValue
        }

        #expect(pressed("gf") == 2)
        #expect(pressed("gf") == 5)
        #expect(pressed("gF") == 2)
        #expect(pressed("gu") == 7)
        #expect(pressed("gu") == 7)
        #expect(session.screen.contains("Nobody else is unread."))
    }

    @Test("A lead that its answer takes out of the filter stays selected until a key moves on", arguments: [80, 120])
    func answeredWithinFilter(_ width: Int) {
        var session = ScreenSession(.crowd(9), size: Size(width: width, height: 24)) { $0.afterSend = .write }
        session.press("/is:waiting<Enter>")
        session.press("jj")
        let lead = session.state.table.selection
        for key in ScreenSession.keys("rOn my way<Enter>") { session.press([key]) }
        session.wait(.seconds(7))
        #expect(session.state.table.selection == lead && session.state.composer?.lead == lead)

        session.press("<Esc>")
        session.press("e")

        #expect(session.account.leads.filter { $0.value.state == .closed }.map(\.key) == [lead])
    }

    @Test("gf brings the message into view that did not arrive, and R edits it, however much was written since")
    func showsFailed() {
        var account = PretendAccount.crowd(8)
        account.say(2, .outbound, "The invoice", at: HandClock.start - .seconds(9000), status: .undelivered)
        for second in 1...120 {
            account.say(2, .inbound, "and \(second)", at: HandClock.start - .seconds(9000 - Int64(second)))
        }
        account.leads[LeadID(rawValue: 2)]?.ourTrouble = .failed
        var session = ScreenSession(account)
        session.press("gf")
        #expect(session.state.table.selection == LeadID(rawValue: 2) && session.screen.contains("The invoice"))
        #expect(session.state.focus == .table)

        session.press("R")
        #expect(session.state.composer?.editor.text == "The invoice")
    }

    @Test("Where nobody who passes the filter waits, that is said, and the others stay out of sight")
    func nobodyWithinFilter() {
        var account = PretendAccount.crowd(6)
        account.say(3, .outbound, "There you are", at: HandClock.start)
        var session = ScreenSession(account)
        session.press("/0003<Enter>")

        session.press("a")

        #expect(session.screen.contains("Nobody who passes the filter waits for an answer."))
        #expect(session.state.table.rows.map(\.id) == [LeadID(rawValue: 3)])
    }

    @Test("a goes from who has waited longest to the next, and round")
    func waiting() {
        var session = ScreenSession(.sample())
        var seen: [Int64] = []
        for _ in 0..<5 {
            session.press("a")
            seen.append(session.state.table.selection?.rawValue ?? 0)
        }

        #expect(seen.prefix(4).sorted() == [1, 2, 4, 5])
        #expect(seen[4] == seen[0])
    }

    @Test(
        "a begins with who has waited longest, wherever the selection stands", arguments: ["", "j", "3j", "ak", "aak"])
    func waitingFromElsewhere(_ keys: String) {
        var session = ScreenSession(.crowd(9))
        session.press("a")
        let longest = session.state.table.selection
        session = ScreenSession(.crowd(9))
        session.press(keys)
        #expect(session.state.table.selection != longest)

        session.press("a")
        #expect(session.state.table.selection == longest)
    }

    @Test("Where who has waited longest is selected by hand, a goes to the next")
    func waitingFromTheLongest() {
        var session = ScreenSession(.crowd(9))
        session.press("aa")
        let second = session.state.table.selection
        session = ScreenSession(.crowd(9))
        session.press("G")

        session.press("a")
        #expect(session.state.table.selection == second)
    }

    @Test("Undoing tells how things stand now, not what was undone")
    func undoing() throws {
        var session = ScreenSession(.sample())
        let title = try #require(session.state.currentRow?.title)
        session.press("e")
        try #require(session.state.notice?.text.hasPrefix("\(title) is done") == true)

        session.press("z")

        #expect(session.state.notice?.text.hasPrefix("Undone; \(title) is open again.") == true)
    }

    @Test("The inbox opens at the lead where it was left")
    func place() {
        var session = ScreenSession(.crowd(500))
        session.press("333G")
        let place = session.state.place

        let again = ScreenSession(.crowd(500), place: place)

        #expect(again.state.table.selection == LeadID(rawValue: 333))
        #expect(again.screen.contains("▌Lead 0333"))
    }

    @Test("Losing the network changes the status line and nothing else")
    func offline() {
        var session = ScreenSession(.crowd(40))
        let before = session.canvas.lines.dropLast()

        let nextTry = session.now + .seconds(480)
        session.hear(.engine(EngineReport(phase: .offline(.unreachable, since: session.now, nextTry: nextTry))))

        #expect(session.canvas.lines.dropLast() == before)
        #expect(session.screen.contains("offline since 14:00, next try 14:08"))
    }

    @Test("Reading the unread ones does not make them vanish under the cursor, one after the other")
    func readingUnread() {
        var session = ScreenSession(.crowd(20))
        session.press("/is:unread<Enter>jj")

        session.wait(.seconds(30))

        #expect(session.state.table.selection == LeadID(rawValue: 3))
        #expect(session.account.counts.unreadLeads == 19)
        #expect(session.screen.contains("▌Lead 0003"))
        session.press("j")
        #expect(session.state.table.selection == LeadID(rawValue: 4))
        #expect(!session.state.table.rows.contains { $0.id == LeadID(rawValue: 3) })
    }

    @Test("A lead that is done stays on the screen while one reads its conversation")
    func doneInConversation() {
        var session = ScreenSession(.crowd(20))
        session.press("/is:open<Enter>jj<Enter>e")
        #expect(session.state.conversation.lead == LeadID(rawValue: 3))
        #expect(session.account.leads[LeadID(rawValue: 4)]?.unread == 1)

        session.press("<Esc>j")

        #expect(session.state.table.selection == LeadID(rawValue: 4))
    }

    @Test("A click selects a row, the wheel moves on")
    func mouse() {
        var session = ScreenSession(.crowd(50), size: Size(width: 120, height: 30))
        session.hear(.stored)
        session.press([.mouse(.init(action: .press, button: 1, point: Point(x: 10, y: 6)))])
        #expect(session.state.table.selection == LeadID(rawValue: 6))

        session.press([.mouse(.init(action: .wheelDown, button: 0, point: Point(x: 10, y: 6)))])
        #expect(session.state.table.selection == LeadID(rawValue: 9))
    }

    @Test("What lies over the panes takes the wheel, and no click")
    func mouseOverlay() {
        var session = ScreenSession(.crowd(50), size: Size(width: 120, height: 30))
        let place = Point(x: 60, y: 12)
        session.press("?")
        session.press([.mouse(.init(action: .wheelDown, button: 0, point: place))])
        #expect(session.state.picker?.choice == 3)

        session.press([.mouse(.init(action: .press, button: 1, point: place))])

        #expect(session.state.picker?.choice == 3)
        #expect(session.state.table.selection == LeadID(rawValue: 1))
    }
}
