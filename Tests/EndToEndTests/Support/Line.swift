import Foundation
import LocalStore
import Messaging
import PhoneNumbers
import Sync
import Synchronization
import TestSupport
import Testing
import Transport
import Twilio
import TwilioAPI
import TwilioSimulator

/// A profile on a simulated Twilio over loopback: its store, engines with every wait cut to a fraction, and the built
/// program on the same files.
final class Line: Sendable {
    let twilio: RunningSimulator
    let folder: URL
    private let place: String
    let store: InboxStore
    let numbers: [PhoneNumber]
    private let service: TwilioSMSService
    /// What this machine's clock reads.
    private let clock = SteppedClock()
    /// What the engines of this line call through.
    let transport = CountedTransport()

    /// `numbers` are the profile's; `others` belong to the account only. With `usesService` its messaging service is who
    /// sends. The account bears `concurrency` requests at once.
    init(
        numbers: [PhoneNumber] = [People.desk], others: [PhoneNumber] = [], usesService: Bool = false,
        concurrency: Int? = nil
    ) async throws {
        var options = SimulatorOptions(pace: Pace(speed: 50))
        options.concurrencyLimit = concurrency
        options.numbers = (numbers + others).map(\.e164)
        twilio = try await LocalTwilio.start(options)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadline-line-\(UUID().uuidString)")
        // Where the program keeps the profile that its environment makes.
        place = folder.appendingPathComponent("data/leadline/env-\(twilio.accountSID.suffix(8))").path
        store = try InboxStore(
            path: place + ".sqlite", source: .twilio(accountSID: twilio.accountSID, base: twilio.base),
            session: UUID().uuidString, newName: IntentID.any)
        self.numbers = numbers
        let access = try TwilioAccess(
            accountSID: twilio.accountSID, secret: twilio.authToken, hosts: try TwilioHosts(apiURL: twilio.base))
        let clock = clock
        service = TwilioSMSService(
            access: access, sender: usesService ? .service(sid: twilio.messagingServiceSID) : .number(numbers[0]),
            transport: transport, phoneBook: PhoneBook(defaultRegion: "US"), now: { clock.now },
            uptime: { Line.uptime })
    }

    var now: Instant { clock.now }

    /// Sets this machine's clock, as somebody might.
    func stepClock(by span: Duration) { clock.step(by: span) }

    static var uptime: Uptime { Uptime(milliseconds: (ContinuousClock.now - begin).inMilliseconds) }
    private static let begin = ContinuousClock.now

    /// A new engine on this store, as another process would make one.
    func engine(
        pace: SyncPace = SyncPace.standard.scaled(by: 0.001),
        report: @escaping @Sendable (EngineReport) -> Void = { _ in }
    ) -> SyncEngine {
        let clock = clock
        let surroundings = SyncSurroundings(
            now: { clock.now }, uptime: { Line.uptime },
            // An end before its time is what cancelling asks for.
            sleep: { try? await Task.sleep(for: $0) },
            random: { .random(in: 0..<1) }, isAlive: Self.isAlive, report: report)
        return SyncEngine(
            store: store, remote: TwilioRemote(service: service, numbers: numbers, now: { clock.now }),
            lock: EngineLock(path: place + ".lock"), settings: SyncSettings(pace: pace), surroundings: surroundings)
    }

    /// Whether a run of the program goes on; it bears its process's number in front.
    private static func isAlive(_ run: String) -> Bool {
        let parts = run.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let process = pid_t(parts[0]) else { return false }
        return kill(process, 0) == 0
    }

    /// Runs an engine while `body` does.
    func running<T>(_ engine: SyncEngine, _ body: () async throws -> T) async throws -> T {
        let task = Task { await engine.run() }
        do {
            let result = try await body()
            task.cancel()
            await task.value
            return result
        } catch {
            task.cancel()
            await task.value
            throw error
        }
    }

    func end() async throws {
        await twilio.stop()
        try store.close()
        try FileManager.default.removeItem(at: folder)
    }

    func write(_ body: String, to peer: PhoneNumber = People.ana, service: String? = nil) throws -> MessageID {
        let lead = try store.ensureLead(.number(peer), display: peer.e164, now: now)
        return try store.queue(
            OutgoingIntent(lead: lead, body: body, sender: service == nil ? numbers[0] : nil, service: service),
            heldUntil: nil, now: now
        ).id
    }

    func sendState(_ id: MessageID) throws -> SendState? { try store.message(id)?.sendState }

    /// Waits until `isTrue`, for fifteen seconds at most, and tells whether it became so.
    func eventually(_ isTrue: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<3000 {
            if try await isTrue() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}

extension Line {
    /// All messages of the profile's numbers as Twilio lists them, by SID.
    func remoteMessages() async throws -> [String: MessageResource] {
        var all: [String: MessageResource] = [:]
        for number in numbers {
            for query in [ListQuery(to: number.e164), ListQuery(from: number.e164)] {
                var page = try await patiently { try await self.service.page(query) }
                while true {
                    for message in page.messages { all[message.sid] = message }
                    guard let next = page.nextPageURI else { break }
                    page = try await patiently { try await self.service.page(at: next) }
                }
            }
        }
        return all
    }

    /// Asks again where Twilio is still busy with what an engine has given up.
    private func patiently<T: Sendable>(_ question: () async throws -> T) async throws -> T {
        for _ in 0..<100 {
            do {
                return try await question()
            } catch TwilioError.tryLater {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        return try await question()
    }

    /// Holds the mirror against Twilio's lists: the same messages, with the same content, and none twice.
    func expectEqualBooks(_ location: Testing.SourceLocation = #_sourceLocation) async throws {
        let remote = try await remoteMessages()
        var differing = 0
        for (sid, message) in remote {
            let row = try store.message(externalID: sid)
            if row?.body != message.body || row?.direction != message.direction { differing += 1 }
        }
        #expect(differing == 0, sourceLocation: location)
        let unsent = try await unsentRows()
        #expect(try store.counts().messages == remote.count + unsent, sourceLocation: location)
    }

    /// Rows of ours that Twilio knows nothing of.
    private func unsentRows() async throws -> Int {
        var count = 0
        for lead in try store.leadWindow(LeadQuery(limit: 100_000)).rows {
            let window = try store.conversationWindow(ConversationQuery(lead: lead.id, limit: 10_000))
            count += window?.messages.count { $0.externalID == nil } ?? 0
        }
        return count
    }
}

/// The machine's clock and what it was set ahead by.
private final class SteppedClock: Sendable {
    private let ahead = Mutex(Duration.zero)

    var now: Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) + ahead.withLock { $0 }
    }

    func step(by span: Duration) { ahead.withLock { $0 += span } }
}
