import ArgumentParser
import Inbox
import LocalStore
import Messaging

/// `leadline do`: a command of the palette, with the screen open or not.
struct DoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "do", abstract: "Do what a command of the palette does, without the screen.",
        discussion: """
            leadline do done LEAD · open LEAD · unread LEAD · read LEAD · name LEAD [NAME] · block LEAD · unblock LEAD
            leadline do reply LEAD TEXT · compose NUMBER TEXT · resend MESSAGE · take-back MESSAGE · send-now MESSAGE
            leadline do filter WORDS · search WORDS · jump WORDS · longest-waiting · lead-card LEAD · details MESSAGE
            leadline do media MESSAGE · save MESSAGE [PLACE] [--to FOLDER] · sync · help

            LEAD is a number in any usual form or an id such as L42, MESSAGE an id such as M42. An open screen shows the \
            change at once.
            """)

    @Argument(help: "The command's name, as in the palette.")
    var name: String

    @Argument(help: "What it is to be done with.")
    var words: [String] = []

    @Option(name: .long, help: "The folder that save saves into, in place of the downloads.", completion: .directory)
    var to: String?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        guard let deed = Deed(rawValue: Deed.synonyms[name] ?? name) else { throw unknown() }
        guard to == nil || deed == .save else { throw Complaint(.usage, "--to belongs to save alone.") }
        switch deed {
        case .reply, .compose: try forward(SendCommand.self, words)
        case .filter: try forward(LeadsCommand.self, words)
        case .search: try forward(SearchCommand.self, words)
        case .sync: try forward(SyncCommand.self, words)
        case .help: try forward(KeysCommand.self, words)
        default:
            let desk = try Desk(profile)
            desk.warnings.forEach(Program.warn)
            try DeedRunner(desk: desk, store: desk.openStore(), isJSON: output.json, folder: to).run(deed, words)
        }
    }

    /// Runs another command with the same profile and form of output.
    private func forward<Other: ParsableCommand>(_ other: Other.Type, _ words: [String]) throws {
        var arguments = profile.profile.map { ["--profile", $0] } ?? []
        arguments += profile.config.map { ["--config", $0] } ?? []
        if output.json { arguments.append("--json") }
        var command = try Other.parseAsRoot(arguments + ["--"] + words)
        try command.run()
    }

    private func unknown() -> Complaint {
        if Action(rawValue: name) != nil {
            return Complaint(.refused, "\(name) concerns the screen alone.", advice: "`leadline` opens it.")
        }
        let nearest = NearestName.of(name, among: Deed.allCases.map(\.rawValue)).map { " Did you mean \($0)?" } ?? ""
        return Complaint(.usage, "There is no command \(visible(name)).\(nearest)")
    }
}

/// What `leadline do` can do.
enum Deed: String, CaseIterable {
    case done, open, unread, read, name, block, unblock
    case reply, compose, resend, discard
    case takeBack = "take-back", sendNow = "send-now"
    case filter, search, jump, sync, help
    case longestWaiting = "longest-waiting", leadCard = "lead-card"
    case details, media, save
    case copyNumber = "copy-number", copyMessage = "copy-message"
    case replaceCostly = "replace-costly"

    static let synonyms = [
        "new": "compose", "write": "reply", "refresh": "sync", "reopen": "open", "undo": "take-back",
    ]
}
