import LocalStore
import Messaging
import Sync
import TestSupport
import Testing

@Suite("One thing at a time, what matters first")
struct AgendaTests {
    private let reply = entry(1, .pending)

    @Test("a reply goes out between two pages of history")
    func precedence() {
        var agenda = Agenda()
        agenda.add(.send(reply), from: .at(start))
        agenda.add(.history, from: .at(start - .seconds(100)))

        #expect(agenda.turn(now: start, networkFrom: .at(start)) == .work(.send(reply)))
    }

    @Test("what is not due yet leaves room for what is")
    func due() {
        var agenda = Agenda()
        agenda.add(.look, from: .at(start + .seconds(4)))
        agenda.add(.history, from: .at(start))

        #expect(agenda.turn(now: start, networkFrom: .at(start)) == .work(.history))
    }

    @Test("with nothing due the engine sleeps until the first moment")
    func rest() {
        var agenda = Agenda()
        agenda.add(.look, from: .at(start + .seconds(25)))
        agenda.wake(at: start + .seconds(5))

        #expect(agenda.turn(now: start, networkFrom: .at(start)) == .rest(until: start + .seconds(5)))
        #expect(Agenda().turn(now: start, networkFrom: .at(start)) == .rest(until: nil))
    }

    @Test("without a network only what needs none is done")
    func offline() {
        let old = entry(2, .held, due: .zero)
        var agenda = Agenda()
        agenda.add(.send(reply), from: .at(start))
        #expect(
            agenda.turn(now: start, networkFrom: .at(start + .seconds(9))) == .rest(until: start + .seconds(9)))

        agenda.add(.holdForPerson(old), from: .at(start))
        #expect(agenda.turn(now: start, networkFrom: .at(start + .seconds(9))) == .work(.holdForPerson(old)))
    }

    @Test("while the store cannot be written to nothing at all is done")
    func storePause() {
        var pause = StorePause()
        pause.failed(.full, at: start, pause: .seconds(2))
        var agenda = Agenda()
        agenda.add(.holdForPerson(entry(2, .held, due: .zero)), from: .at(start))
        agenda.add(.send(reply), from: .atOnce)
        agenda.wake(at: start + .seconds(1))

        let turn = agenda.turn(now: start, networkFrom: .atOnce, storeFrom: pause.until)
        pause.succeeded()

        #expect(turn == .rest(until: start + .seconds(10)))
        #expect(agenda.turn(now: start, networkFrom: .atOnce, storeFrom: pause.until) != turn)
    }

    @Test("a conversation is not looked at any more when no reply to it is held")
    func guardEnds() {
        var guards = GuardList()
        guards.notice([entry(1, .held, due: .seconds(5))], now: start)

        guards.notice([entry(1, .held)], now: start)

        #expect(guards.leads.first == nil)
    }

    @Test("held replies are looked after once each, and again when a person asks")
    func guards() {
        var guards = GuardList()
        let held = entry(1, .held, due: .seconds(5))

        guards.notice([held, entry(2, .held), reply], now: start)
        #expect(guards.leads.first == held.lead)
        guards.done(held.lead)
        guards.notice([held], now: start)
        #expect(guards.leads.first == nil)
        guards.want(held.lead)
        #expect(guards.leads.first == held.lead)
    }

    @Test("a held reply is looked after at the beginning of its undo window and at its end, once each")
    func guardsAtTheEnd() {
        var guards = GuardList()
        let held = entry(1, .held, due: .seconds(5))
        var looks: [Int] = []

        for second in 0...8 {
            guards.notice([held], now: start + .seconds(second))
            if guards.leads.contains(held.lead) { looks.append(second) }
            guards.done(held.lead)
        }

        #expect(looks == [0, 5])
    }
}
