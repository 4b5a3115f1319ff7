import CRMAPI
import Foundation
import HTTPTypes
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

/// Twilio, a database, and the nodes of one server between them: everything that is real in a story that is told whole.
struct Story: Sendable {
    static let lead = "+14155550177"

    let simulator: RunningSimulator
    let carrier: WebhookCarrier
    let line: ServerLine
    /// The token of the first tenant's owner, and of another's.
    let ann: String
    let bob: String

    /// Tells a story, on a database of its own.
    static func tell(
        on kind: StoreKind, server: PostgresServer? = nil, pace: Double = 20, _ body: (Story) async throws -> Void
    ) async throws {
        let carrier = WebhookCarrier()
        var options = SimulatorOptions(pace: Pace(speed: pace))
        options.numbers = ["+12025550100"]
        options.pool = []
        let simulator = try await LocalTwilio.start(options, webhooks: carrier)
        do {
            try await body(try await Story(kind, server, simulator, carrier))
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    private init(
        _ kind: StoreKind, _ server: PostgresServer?, _ simulator: RunningSimulator, _ carrier: WebhookCarrier
    ) async throws {
        (self.simulator, self.carrier) = (simulator, carrier)
        var line = try ServerLine([
            "TWILIO_API_URL": simulator.base, "WEBHOOK_URL": WebhookCarrier.publicBase,
        ])
        if kind == .postgres {
            let shared = try await PostgresServer.shared.value
            let database = try (server ?? shared).makeDatabase()
            line.environment["DATABASE_URL"] = (server ?? shared).address(of: database, as: PostgresServer.server)
            line.environment["LEADLINE_OWNER_URL"] = (server ?? shared).address(of: database, as: PostgresServer.owner)
            line.environment["LEADLINE_MASTER_KEY_FILE"] = line.folder.path + "/keys"
            #expect(try await line.run("migrate").status == 0)
            #expect(try await line.run("key", "create").status == 0)
        }
        self.line = line
        ann = try await line.owner("ann")
        bob = try await line.owner("bob")
    }

    /// Starts a node with a spool of its own, and waits until it serves.
    func node(_ name: String = "one") async throws -> (process: ServerProcess, base: String) {
        let process = try line.start(
            "serve", "--json", with: ["LEADLINE_SPOOL_FOLDER": line.folder.path + "/spool-" + name])
        return (process, try await process.base())
    }

    /// Adds the account's number as a channel, and lets Twilio tell of its texts here.
    func openChannel(_ base: String) async throws {
        let order =
            #"{"type":"twilio_sms","name":"Sales","status":"active","credentials":{"phoneNumber":"\#(simulator.from)","#
            + #""accountSid":"\#(simulator.accountSID)","authToken":"\#(simulator.authToken)"}}"#
        let made = try await line.ask(base, "/api/channels", as: ann, method: .post, order)
        try #require(made.status == 201, "\(made.text)")
        let object = try JSONSerialization.jsonObject(with: Data(made.text.utf8)) as? [String: Any]
        let channel = try #require(object?["id"] as? String)
        // Where Twilio's answer took too long, a job asks again.
        let now = try await eventually {
            try await line.ask(base, "/api/channels/\(channel)", as: ann)
        } is: {
            $0.text.contains(#""status":"active""#)
        }
        #expect(now.text.contains(#""status":"active""#), "\(now.text)")
        let pointed = try await eventually {
            try await line.ask(
                base, "/api/channels/\(channel)/webhooks", as: ann, method: .post, #"{"confirm":true}"#)
        } is: {
            $0.status == 200
        }
        #expect(pointed.status == 200 && pointed.text.contains("true"), "\(pointed.text)")
    }

    /// All pages of a list.
    func all<Item: AnswerBody>(_ path: String, _ base: String, as token: String) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let answer = try await line.ask(
                base, "\(path)?limit=100" + (cursor.map { "&cursor=\($0)" } ?? ""), as: token)
            try #require(answer.status == 200, "\(answer.text)")
            let page = try ReceivedPage<Item>.read(Array(answer.text.utf8))
            items += page.items
            cursor = page.next
        } while cursor != nil
        return items
    }

    /// All messages; none while the database is away.
    func messages(_ base: String) async throws -> [MessageBody] {
        let state = try await line.ask(base, "/api/messages?limit=1", as: ann).status
        return state == 503 ? [] : try await all("/api/messages", base, as: ann)
    }

    /// All messages, as soon as there are `count` of them.
    func messages(_ base: String, reaching count: Int) async throws -> [MessageBody] {
        try await eventually {
            try await messages(base)
        } is: {
            $0.count >= count
        }
    }

    /// Asks again until the answer is as wanted, for at most `patience`; the last answer.
    func eventually<T: Sendable>(
        within patience: Duration = .seconds(60), _ question: () async throws -> T, is isWanted: (T) -> Bool
    ) async throws -> T {
        let end = ContinuousClock.now + patience
        var answer = try await question()
        while !isWanted(answer), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(50))
            answer = try await question()
        }
        return answer
    }
}
