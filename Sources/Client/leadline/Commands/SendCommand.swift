import ArgumentParser
import LocalStore
import Messaging
import PhoneNumbers
import Sync

/// `leadline send`: hands one message over at once, without the undo window.
struct SendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send a text or a picture to a number.",
        discussion: """
            The message is handed over at once and printed as it then stands. A text that begins with a hyphen comes \
            after --. A single hyphen reads standard input: on a shared machine neighbours can see arguments.

            Exit codes: 0 handed over, 2 outcome unknown, 3 waiting in the outbox, 4 refused for good, 6 opted out.
            """)

    @Argument(help: "The number in any usual form, or a lead's id such as L42.")
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
        guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout takes 1 to 86400 seconds.") }
    }

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let order = try SendOrder(
            text: TextArgument.read(text), media: media, at: at, account: desk.profile.account,
            now: WallClock.now(), zone: { WallClock.zone(around: WallClock.now()) })
        let store = try desk.openStore()
        let room = try EngineRoom(desk: desk, store: store)
        let lead = try Recipient(desk: desk, store: store).lead(number)
        let id = try complaining { try store.queue(order.intent(to: lead), heldUntil: nil, now: WallClock.now()).id }
        let row = try handOver(id, room.engine(), store)
        print(row)
        if let complaint = SendVerdict.complaint(row) { throw complaint }
    }

    /// Prints the message as it stands. How it ended is told by the message alone: who took a failure to print it for a
    /// failure to send it would send it twice.
    private func print(_ row: MessageRow) {
        do throws(Complaint) {
            try Output.printing { out in
                if output.json {
                    try out.line(row.jsonLine(errorWords: ErrorSentence.words).text)
                } else {
                    let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
                    for line in rows.lines(row, errorWords: ErrorSentence.words) { try out.line(line) }
                }
            }
        } catch {
            Program.complain(error)
        }
    }

    /// Sends, and follows where that is wanted. A network that fails leaves the message in the outbox.
    private func handOver(_ id: MessageID, _ engine: SyncEngine, _ store: InboxStore) throws(Complaint) -> MessageRow {
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
            if let row { return row }
        } catch {
            let row = try complaining { try store.message(id) }
            if let row, case .unreachable? = error as? SyncError { return row }
            return try complaining { throw error }
        }
        throw Complaint(.failure, "The message is no longer in the mirror.")
    }
}
