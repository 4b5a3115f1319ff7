import ArgumentParser
import LocalStore
import Messaging
import PhoneNumbers
import Sync

/// `leadline send`: hands one message over at once, without the undo window.
///
/// The text is in the outbox on the disk before the request leaves, and is sent by the engine like every other one:
/// where the screen is open, its engine sends and this waits for it. However it ends, the message is in the mirror
/// once.
struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send a text or a picture to a number.",
        discussion: """
            The message is handed over at once and printed as it then stands. A text that begins with a hyphen comes \
            after --. A single hyphen reads standard input: on a shared machine neighbours can see arguments.

            Exit codes: 0 handed over, 1 nothing kept, 2 outcome unknown, 3 waiting in the outbox or on the server, 4 \
            refused for good, 6 opted out. After 2 and 3 do not send it again: the message is kept, and leaves or is \
            looked for by itself. Ctrl-C, and a line that drops, take back what has not left; where that cannot be done, it says that the \
            message stays.
            """)

    @Argument(help: "The number in any usual form, or a lead's id such as L42.", completion: LeadCompletion.lead)
    var number: String

    @Argument(help: "The text, or - for standard input.")
    var text: String = ""

    @Option(name: .long, help: "The public address of a picture or document; may be given up to ten times.")
    var media: [String] = []

    @Option(
        name: .long,
        help:
            "When Twilio is to send it: RFC 3339, or [YYYY-MM-DD ]HH:MM local. Needs a messaging service, or a server.")
    var at: String?

    @Flag(name: .long, help: "Wait until the carrier's last word, or until time is up.")
    var wait = false

    @Option(name: .long, help: "How many seconds to wait at most.")
    var timeout: Int = 60

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func validate() throws {
        try NumberArgument.check("--timeout", timeout, in: 1...86_400)
    }

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let order = try SendOrder(
            text: TextArgument.read(text), media: media, at: at, account: desk.profile.twilio,
            now: WallClock.now(), zone: { WallClock.zone(around: WallClock.now()) })
        let stop = EndGuard.engage()
        let kept = try keep(order, desk, stop)
        let (row, isUnreachable) = try handOver(kept, stop)
        print(row, to: kept.lead.address)
        // Where the outbox cannot be read, it is at least known that the message is there.
        let delay = try? SendDelay(
            of: kept.id, isUnreachable: isUnreachable, stopped: desk.stoppedEngine, in: kept.store)
        let complaint = SendVerdict.complaint(
            row, to: kept.lead.address, delay: delay, of: desk.profile.remoteName)
        if let complaint { throw complaint }
    }

    /// A message in the outbox, and who hands it over.
    private struct Kept {
        let id: MessageID
        let lead: LeadRow
        let store: InboxStore
        let engine: SyncEngine
        let remote: RemoteName
    }

    /// Puts the message into the outbox. Whatever fails until then, nothing is kept, and the complaint says so.
    private func keep(_ order: SendOrder, _ desk: Desk, _ stop: EndGuard) throws(Complaint) -> Kept {
        do throws(Complaint) {
            let store = try desk.openStore()
            StopGuard.engage(store)
            let room = try EngineRoom(desk: desk, store: store)
            let lead = try Recipient(desk: desk, store: store).lead(number)
            let intent = order.intent(to: lead, from: desk.senders(store))
            stop.bind()
            let id = try complaining { try store.queue(intent, heldUntil: nil, now: WallClock.now()).id }
            let engine = room.engine()
            StopGuard.bind(engine)
            return Kept(
                id: id, lead: lead, store: store, engine: engine, remote: desk.profile.remoteName)
        } catch {
            throw Self.ofNothingKept(error)
        }
    }

    /// A later try is one that somebody makes: nothing is in the outbox that would leave by itself.
    static func ofNothingKept(_ complaint: Complaint) -> Complaint {
        guard complaint.status == .tryLater || complaint.status == .failure else { return complaint }
        var complaint = complaint
        complaint.status = .failure
        complaint.advice.append("Nothing was kept and nothing has left: the message has to be sent again.")
        return complaint
    }

    /// Prints the message as it stands. How it ended is told by the message alone: who took a failure to print it for a
    /// failure to send it would send it twice.
    private func print(_ row: MessageRow, to peer: PeerAddress) {
        do throws(Complaint) {
            try Output.printing(endsUnread: false) { out in
                for line in MessageLines(isJSON: output.json).of(row, peer: peer) { try out.line(line) }
            }
        } catch {
            Program.complain(error)
        }
    }

    /// Sends, and follows where that is wanted. A network that fails leaves the message in the outbox.
    private func handOver(
        _ kept: Kept, _ stop: EndGuard
    ) throws(Complaint) -> (row: MessageRow, isUnreachable: Bool) {
        let ending = SendEnding(id: kept.id, store: kept.store, remote: kept.remote)
        let sent = Result { try send(kept, stop) }
        if stop.wasAsked { return (try ending.afterStop(), false) }
        switch sent {
        case .success(let row?): return (row, false)
        case .success(nil): throw Complaint(.failure, "The message is no longer in the mirror.")
        case .failure(let error):
            let isUnreachable = if case .unreachable? = error as? SyncError { true } else { false }
            return (try ending.after(error), isUnreachable)
        }
    }

    /// Has the engine work until the message has left, time is up, or somebody asks it to end.
    private func send(_ kept: Kept, _ stop: EndGuard) throws -> MessageRow? {
        let (id, engine, timeout, isFollowed) = (kept.id, kept.engine, Duration.seconds(timeout), wait)
        return try waiting {
            let work = Task {
                let row = try await engine.sendNow(id, timeout: timeout)
                return isFollowed ? try await engine.follow(id, timeout: timeout) ?? row : row
            }
            stop.whenAsked { work.cancel() }
            // A request that has left is waited for all the same; only repeating it ends here.
            let alarm = Task {
                try await Task.sleep(for: timeout)
                work.cancel()
            }
            defer { alarm.cancel() }
            return try await work.value
        }
    }
}
