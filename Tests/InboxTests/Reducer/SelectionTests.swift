import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("The selection is a lead")
struct SelectionTests {
    private func writes(_ lead: Int64, in session: inout ScreenSession) {
        let now = session.now
        session.happen { $0.say(lead, .inbound, "Hello again", at: now) }
    }

    private func selected(_ session: ScreenSession) -> Int64? { session.state.table.selection?.rawValue }

    @Test("Nothing but a key moves it, on any row and from the first frame", arguments: [0, 1, 5, 40])
    func stays(_ row: Int) {
        var session = ScreenSession(.crowd(100))
        if row > 0 { session.press("\(row)j") }
        let lead = selected(session)
        #expect(lead == Int64(row + 1))

        for other in [90, 80, 70] as [Int64] {
            session.wait(.seconds(2))
            writes(other, in: &session)
            #expect(selected(session) == lead)
            #expect(session.screen.contains("▌Lead \(padded(row + 1, 4))"))
        }

        session.press("e")
        #expect(session.account.leads[LeadID(rawValue: Int64(row + 1))]?.state == .closed)
        #expect(session.account.leads.values.count { $0.state == .closed } == 1)
    }

    @Test("What is new stands above, and the heading counts it until it is looked at", arguments: [0, 1])
    func tells(_ row: Int) {
        var session = ScreenSession(.crowd(100))
        if row > 0 { session.press("j") }
        session.wait(.seconds(1))

        for lead in [50, 60, 70] as [Int64] {
            session.wait(.seconds(1))
            writes(lead, in: &session)
        }
        #expect(selected(session) == Int64(row + 1))
        #expect(session.screen.contains(" 3 above "))

        session.press("gg")
        #expect(selected(session) == 70)
        #expect(!session.screen.contains(" above "))
        session.wait(.seconds(1))
        writes(80, in: &session)
        #expect(selected(session) == 70)
    }

    @Test("Under a filter, too, nothing but a key that moves it moves it", arguments: 1...12)
    func staysWithinFilter(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        var session = ScreenSession(.crowd(60), size: Size(width: seed.isMultiple(of: 2) ? 80 : 130, height: 24)) {
            $0.afterSend = .write
        }
        session.press("/is:waiting<Enter>")
        for round in 0..<12 {
            session.press("\(Int.random(in: 1...9, using: &dice))\(Bool.random(using: &dice) ? "j" : "k")")
            let lead = session.state.table.selection
            let keys = ["r", "x", "y", "<Enter>", "<Esc>", "ee", "<Enter>", "<Esc>", "z", "<Esc>"]
            for key in keys {
                for one in ScreenSession.keys(key) { session.press([one]) }
                if Bool.random(using: &dice) {
                    let (other, now) = (Int64.random(in: 1...60, using: &dice), session.now)
                    session.happen { $0.say(other, Bool.random(using: &dice) ? .inbound : .outbound, "again", at: now) }
                }
                session.wait(.milliseconds(.random(in: 1...4000, using: &dice)))
                if session.state.question != nil { session.press("<Enter>") }
                guard key != "ee", key != "z" else { break }
                #expect(session.state.table.selection == lead, "round \(round), after \(key)")
            }
        }
    }

    @Test(
        "Reading a lead under a filter for the unread reads that one, and the selection stays on it", arguments: 1...12)
    func staysWhileReading(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        var session = ScreenSession(.crowd(120), size: Size(width: seed.isMultiple(of: 2) ? 80 : 130, height: 24))
        session.press("/is:unread<Enter>")
        for round in 0..<20 {
            let far = "\(Int.random(in: 1...40, using: &dice))j"
            let steps = ["jj", far, "3k", "G", "gg", "j", "<Ctrl-d>", "/<Enter>j"]
            session.answers = Bool.random(using: &dice)
            session.press(steps.randomElement(using: &dice) ?? "j")
            session.answers = true
            session.letAnswersThrough()
            if Bool.random(using: &dice) {
                let (other, now) = (Int64.random(in: 1...120, using: &dice), session.now)
                session.happen { $0.say(other, .inbound, "again", at: now) }
            }
            let lead = session.state.table.selection
            session.press("<Enter>")
            for _ in 0..<4 {
                session.wait(.milliseconds(.random(in: 1...4000, using: &dice)))
                let (other, now) = (Int64.random(in: 1...120, using: &dice), session.now)
                session.happen { $0.say(other, .inbound, "again", at: now) }
                #expect(session.state.table.selection == lead, "round \(round)")
            }
            session.press("<Esc>")
            #expect(session.state.table.selection == lead, "round \(round), after Esc")
        }
    }

    @Test("Whoever begins in the middle of the list is told of what comes above")
    func startsInTheMiddle() {
        var session = ScreenSession(.crowd(300), place: Place(lead: 200))
        #expect(selected(session) == 200 && !session.screen.contains(" above "))
        session.wait(.seconds(1))
        writes(280, in: &session)

        #expect(selected(session) == 200)
        #expect(session.screen.contains(" 1+ above "))
    }

    @Test("Another order begins at its top")
    func sorting() {
        var session = ScreenSession(.crowd(100))
        session.press("20j:")
        session.type("sort name")
        session.press("<Enter>")

        #expect(selected(session) == 1)
    }
}
