import LocalStore
import Messaging
import Testing

@Suite("Replies that a person lets go")
struct HoldingAgainTests {
    @Test("What a person lets go is held anew, as young as the decision, and knows what the person has seen")
    func heldAgain() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10)], at: 10)
        let entry = try stage.queue("answer", at: 20, heldFor: .seconds(5))
        try stage.take([Stage.inbound(2, at: 22)], at: 22)
        try stage.store.holdForPerson(entry.id, now: Stage.start + .seconds(23))
        let seen = try #require(try stage.conversation().last { $0.direction == .inbound }).id
        let now = Stage.start + .seconds(2000)

        #expect(try stage.store.holdAgain(entry.id, until: now + .seconds(5), seenUpTo: seen, now: now))

        let held = try #require(try stage.store.openOutbox().first)
        #expect(held.state == .held && held.dueAt == now + .seconds(5) && held.queuedAt == now)
        #expect(try stage.store.newer(than: held) == nil)
        try stage.take([Stage.inbound(3, at: 2001)], at: 2001)
        #expect(try stage.store.newer(than: held) != nil)
        try stage.store.discard(entry.id, now: now)
        #expect(try stage.store.holdAgain(entry.id, until: now, now: now) == false)
    }

    @Test("A text that leaves late stands where it left, behind what its writer has seen since, with that time")
    func leftLate() throws {
        let stage = try Stage()
        try stage.take([Stage.inbound(1, at: 10, "one")], at: 10)
        let entry = try stage.queue("late", at: 20, heldFor: .seconds(5))
        try stage.take([Stage.inbound(2, at: 22, "two")], at: 22)
        try stage.store.holdForPerson(entry.id, now: Stage.start + .seconds(23))
        #expect(try stage.conversation().map(\.body) == ["one", "late", "two"])
        let seen = try #require(try stage.conversation().last { $0.direction == .inbound }).id
        let now = Stage.start + .seconds(60)
        try stage.store.holdAgain(entry.id, until: now, seenUpTo: seen, now: now)
        try stage.store.endHold(entry.id, now: now)

        #expect(try stage.begin(entry, at: 61) == .go)

        let texts = try stage.conversation()
        #expect(texts.map(\.body) == ["one", "two", "late"])
        #expect(texts.last?.id == entry.id && texts.last?.moment == Stage.start + .seconds(61))
        #expect(try stage.lead()?.waitingSince == nil)
    }

    @Test("It stays where it was written where its writer has not seen what came since, who then waits still")
    func leftUnseeing() throws {
        let stage = try Stage()
        let entry = try stage.queue("quick", at: 20)
        try stage.take([Stage.inbound(2, at: 22, "two")], at: 22)

        #expect(try stage.begin(entry, at: 30) == .go)

        #expect(try stage.conversation().map(\.body) == ["quick", "two"])
        #expect(try stage.lead()?.waitingSince != nil)
    }
}
