import Messaging
import Testing

@testable import CRM

@Suite("Wishes that may come late")
struct WishJudgeTests {
    @Test("A wish holds where its sender saw what is there, or told nothing of what they saw")
    func granted() {
        var judge = WishJudge()

        #expect(judge.outcome(.state, LeadState.open, FieldWish(.closed, over: .open)) == .closed)
        #expect(judge.outcome(.state, LeadState.open, FieldWish(.closed)) == .closed)
        #expect(judge.outcome(.name, nil, FieldWish<String?>("Ann", over: .some(nil))) == "Ann")
        #expect(judge.outcome(.name, "Ann", FieldWish<String?>(nil, over: "Ann")) == nil)
        #expect(judge.lost == [])
    }

    @Test("A wish that comes late leaves what somebody else has set, and is named")
    func late() {
        var judge = WishJudge()

        #expect(judge.outcome(.state, LeadState.snoozed, FieldWish(.closed, over: .open)) == .snoozed)
        #expect(judge.outcome(.name, "Mary", FieldWish<String?>("Ann", over: .some(nil))) == "Mary")
        #expect(judge.outcome(.name, "Mary", FieldWish<String?>("Jane", over: "Ann")) == "Mary")
        #expect(judge.lost == [.state, .name])
    }

    @Test("What is as it is wanted already is not lost, whoever made it so; what nobody wants stays")
    func same() {
        var judge = WishJudge()

        #expect(judge.outcome(.state, LeadState.closed, FieldWish(.closed, over: .open)) == .closed)
        #expect(judge.outcome(.state, LeadState.closed, nil) == .closed)
        #expect(judge.lost == [])
    }

    @Test(
        "A zone is one that the machine knows by name",
        arguments: ["../passwd", "/etc/passwd", "America", "", "Mars/X"])
    func strangeZones(name: String) {
        #expect(!ZoneNames.has(name))
        #expect(ZoneNames.has("America/New_York") && ZoneNames.has("UTC"))
    }
}
