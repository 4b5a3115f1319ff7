import HTTPTypes
import Messaging
import Testing

@testable import TwilioSimulator

@Suite("One target that fails alone")
struct TargetedFaultTests {
    private static let ours = "%2B12025550100"
    private static let lead = "%2B12065550142"

    @Test("A number's list fails and its conversations do not, until the fault is called off by name")
    func numberList() async throws {
        try await withSimulator { simulator, caller in
            let order = """
                {"kind":"error_before","name":"list","path":"Messages.json","to":"\(simulator.from)","from":"",
                "status":503,"lasting":true}
                """
            let list = "Messages.json?To=\(Self.ours)"
            let ordered = try await caller.call(.post, "/__fault", json: order)
            await simulator.fault(Fault(.errorBefore, name: "another", method: "DELETE"))

            let fitting = try await caller.statuses([list, list, list])
            let others = try await caller.statuses(["Messages.json?From=\(Self.ours)", list + "&From=\(Self.lead)"])
            let lifted = try await caller.call(.delete, "/__fault?name=list")
            let after = try await caller.statuses([list])

            #expect(ordered.status == 200)
            #expect(fitting == [503, 503, 503])
            #expect(others == [200, 200])
            #expect(lifted.status == 200)
            #expect(after == [200])
        }
    }

    @Test("A conversation's list fails alone")
    func conversation() async throws {
        try await withSimulator { simulator, caller in
            await simulator.fault(
                Fault(.errorBefore, count: .max, path: "Messages.json", to: simulator.from, from: Caller.lead))

            let statuses = try await caller.statuses([
                "Messages.json?To=\(Self.ours)&From=\(Self.lead)", "Messages.json?From=\(Self.ours)&To=\(Self.lead)",
                "Messages.json?To=\(Self.ours)&From=%2B12065550143",
            ])
            #expect(statuses == [500, 200, 200])
        }
    }

    @Test("One message's look fails alone")
    func message() async throws {
        try await withSimulator { simulator, caller in
            let one = try #require(try await simulator.inbound(from: Caller.lead, body: "one"))
            let other = try #require(try await simulator.inbound(from: Caller.lead, body: "other"))
            await simulator.fault(Fault(.errorBefore, count: 2, path: "Messages/\(one)", status: 502))

            let statuses = try await caller.statuses([one, one, other, one].map { "Messages/\($0).json" })
            #expect(statuses == [502, 502, 200, 200])
        }
    }

    @Test("One recipient is refused with Twilio's own code under any status, and nothing of it is processed")
    func recipient() async throws {
        try await withSimulator { simulator, caller in
            let order = #"{"kind":"error_before","to":"\#(Caller.lead)","method":"POST","status":403,"code":21608}"#
            _ = try await caller.call(.post, "/__fault", json: order)

            let other = try await caller.send("other", to: "+12065550143")
            let refused = try await caller.send("refused")
            let again = try await caller.send("again")

            #expect(other.status == 201)
            #expect(refused.status == 403)
            #expect(refused.code == 21608)
            #expect(refused.text("message")?.contains("unverified") == true)
            #expect(again.status == 201)
            #expect(await simulator.books().accepted.map(\.body) == ["other", "again"])
        }
    }
}

extension Caller {
    /// What each of these answers, in turn.
    fileprivate func statuses(_ paths: [String]) async throws -> [Int] {
        var statuses: [Int] = []
        for path in paths { statuses.append(try await get(path).status) }
        return statuses
    }
}
