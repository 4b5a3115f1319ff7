import HTTPTypes
import Foundation
import Messaging
import Testing

@testable import TwilioSimulator

let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures").standardizedFileURL

@Suite("Invented leads")
struct SeedTests {
    @Test("The same seed makes the same people, another one makes others")
    func deterministic() {
        let one = Crowd(seed: 4).people(200).map { $0.number + $0.name }

        #expect(one == Crowd(seed: 4).people(200).map { $0.number + $0.name })
        #expect(one != Crowd(seed: 5).people(200).map { $0.number + $0.name })
    }

    @Test("A hundred thousand leads have as many different numbers, all of which belong to nobody")
    func numbers() {
        let people = Crowd(seed: 1).people(100_000)
        let numbers = Set(people.map(\.number))
        let american = numbers.filter { $0.hasPrefix("+1") }

        #expect(numbers.count == 100_000)
        #expect(numbers.allSatisfy(SendRequest.isNumber))
        #expect(american.allSatisfy { $0.dropFirst(5).hasPrefix("55501") && $0.count == 12 })
        #expect(numbers.filter { $0.hasPrefix("+44") }.allSatisfy { $0.hasPrefix("+447700900") })
        #expect(!numbers.contains("+12025550100"))
    }

    @Test("Every language knows an answer, or that none is needed, for each of its questions")
    func answers() {
        for language in Languages.all {
            #expect(language.replies.count == language.inbound.count)
            #expect(language.replies.allSatisfy { $0.map(language.outbound.indices.contains) ?? true })
        }
    }

    @Test("A plan is kept to the message, every lead writes, and nothing lies in the future")
    func timetable() {
        for (leads, messages) in [(1, 1), (10, 10), (40, 700), (300, 3000), (7, 5000)] {
            let now: UInt32 = 1_795_435_200
            let planned = SeedTimetable(plan: SeedPlan(leads: leads, messages: messages), now: now).messages()

            #expect(planned.count == messages)
            #expect(Set(planned.map(\.lead)).count == leads)
            #expect(planned.allSatisfy { $0.moment < now })
            #expect(zip(planned, planned.dropFirst()).allSatisfy { $0.moment <= $1.moment })
        }
    }

    @Test("A seeded account has many scripts, pictures, failures with real codes, and senders nobody can answer")
    func variety() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 300, messages: 3000))
            var rows: [[String: Any]] = []
            var uri: String? = caller.path("Messages.json?PageSize=1000")
            while let page = uri {
                let reply = try await caller.call(.get, page)
                rows += reply.rows()
                uri = reply.text("next_page_uri")
            }
            let texts = rows.compactMap { $0["body"] as? String }.joined()
            let codes = Set(rows.compactMap { $0["error_code"] as? Int })

            #expect(rows.contains { ($0["sid"] as? String)?.hasPrefix("MM") == true })
            #expect(codes.count >= 4)
            #expect(texts.contains("ありがとう") && texts.contains("شكراً") && texts.contains("дякую") && texts.contains("👍"))
            #expect(rows.contains { $0["from"] as? String == "PARCELPOST" })
            #expect(rows.contains { $0["body"] as? String == "STOP" })
            #expect(rows.prefix(100).contains { $0["error_code"] as? Int == 30003 })
        }
    }

    @Test("The people can be imported: one line a lead, with number and name")
    func peopleTable() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 20, messages: 20))
            let reply = try await caller.call(.get, "/__people")
            let lines = String(decoding: reply.bytes, as: UTF8.self).split(separator: "\n")

            #expect(lines.count == 21)
            #expect(lines.first == "number,name")
        }
    }

    @Test("Leads of a script write now and then, answer what we write, and come to an end")
    func script() async throws {
        try await withSimulator { simulator, caller in
            await simulator.seed(SeedPlan(leads: 20, messages: 20))
            let before = try await caller.get("Messages.json?PageSize=1000").rows().count
            await simulator.script(LeadScript(every: .seconds(10), count: 5))
            await simulator.advance(by: .seconds(600))
            let after = try await caller.get("Messages.json?PageSize=1000").rows().count

            #expect(after == before + 5)
        }
    }
}

@Suite("Counting segments")
struct SegmentCountTests {
    @Test("Every vector has its count")
    func vectors() throws {
        struct Vectors: Decodable {
            struct Vector: Decodable {
                let id: String
                let text: String
                let segments: Int
            }
            let vectors: [Vector]
        }
        let data = try Data(contentsOf: fixtures.appendingPathComponent("segment-vectors.json"))
        for vector in try JSONDecoder().decode(Vectors.self, from: data).vectors where !vector.text.isEmpty {
            #expect(SegmentCount.segments(vector.text) == vector.segments, "\(vector.id)")
        }
    }
}
