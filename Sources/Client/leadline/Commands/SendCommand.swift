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

            Exit codes: 0 handed over, 2 outcome unknown, 3 waiting in the outbox, 4 refused for good, 6 opted out. After \
            2 and 3 do not send it again: the message is kept, and leaves or is looked for by itself.
            """)

    @Argument(help: "The number in any usual form, or a lead's id such as L42.", completion: LeadCompletion.lead)
    var number: String

    @Argument(help: "The text, or - for standard input.")
    var text: String = ""

    @Option(name: .long, help: "The public address of a picture or document; may be given up to ten times.")
    var media: [String] = []

    @Option(
        name: .long,
        help: "When Twilio is to send it: RFC 3339, or [YYYY-MM-DD ]HH:MM local. Needs a messaging service.")
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
            text: TextArgument.read(text), media: media, at: at, account: desk.profile.account,
            now: WallClock.now(), zone: { WallClock.zone(around: WallClock.now()) })
        let store = try desk.openStore()
        StopGuard.engage(store)
        let room = try EngineRoom(desk: desk, store: store)
        let lead = try Recipient(desk: desk, store: store).lead(number)
        let intent = order.intent(to: lead, from: desk.senders(store))
        let id = try complaining { try store.queue(intent, heldUntil: nil, now: WallClock.now()).id }
        let (row, isUnreachable) = try handOver(id, room.engine(), store)
        print(row, to: lead.address)
        let delay = try complaining {
            try SendDelay(of: id, isUnreachable: isUnreachable, stopped: desk.stoppedEngine, in: store)
        }
        if let complaint = SendVerdict.complaint(row, to: lead.address, delay: delay) { throw complaint }
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
        _ id: MessageID, _ engine: SyncEngine, _ store: InboxStore
    ) throws(Complaint) -> (row: MessageRow, isUnreachable: Bool) {
        let (timeout, isFollowed) = (Duration.seconds(timeout), wait)
        do {
            let row = try waiting {
                let work = Task {
                    let row = try await engine.sendNow(id, timeout: timeout)
                    return isFollowed ? try await engine.follow(id, timeout: timeout) ?? row : row
                }
                // A request that has left is waited for all the same; only repeating it ends here.
                let alarm = Task {
                    try await Task.sleep(for: timeout)
                    work.cancel()
                }
                defer { alarm.cancel() }
                return try await work.value
            }
            if let row { return (row, false) }
        } catch {
            let isUnreachable = if case .unreachable? = error as? SyncError { true } else { false }
            return (try settle(id, after: error, store), isUnreachable)
        }
        throw Complaint(.failure, "The message is no longer in the mirror.")
    }

    /// What became of a message whose handing over failed. What will pass leaves it in the outbox. What will not takes
    /// it out again: whoever mends that and sends once more must not send it twice.
    private func settle(_ id: MessageID, after error: any Error, _ store: InboxStore) throws(Complaint) -> MessageRow {
        let row = try complaining { try store.message(id) }
        if let row, (error as? SyncError)?.isTransient ?? false { return row }
        var complaint = Complaint(describing: error)
        if try complaining({ try store.discard(id, now: WallClock.now()) }) {
            complaint.advice.append("The message did not leave and is not in the outbox any more.")
        } else if let row {
            return row
        }
        throw complaint
    }
}
