import ArgumentParser
import Inbox
import LocalStore
import Messaging

/// `leadline do`: a command of the palette, with the screen open or not.
///
/// What is a command of its own already, such as `reply`, which is `send`, is handed over to that one with the same
/// profile and form of output, so that there is one way of doing each thing.
struct DoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "do", abstract: "Do what a command of the palette does, without the screen.",
        discussion: """
            leadline do done LEAD · open LEAD · unread LEAD · read LEAD · name LEAD NAME · block LEAD · unblock LEAD
            leadline do reply LEAD TEXT · compose NUMBER TEXT · resend MESSAGE · discard MESSAGE
            leadline do accept MESSAGE [SID]
            leadline do take-back [MESSAGE] · undo [MESSAGE] · send-now MESSAGE
            leadline do filter WORDS · search WORDS · jump WORDS · longest-waiting · next-failed
            leadline do next-unread · lead-card LEAD
            leadline do details MESSAGE · media MESSAGE · save MESSAGE [PLACE] [--to FOLDER]
            leadline do copy-message MESSAGE · copy-number LEAD · copy-link MESSAGE · open-link MESSAGE
            leadline do replace-costly TEXT · sync · help

            LEAD is a number in any usual form or an id such as L42, MESSAGE an id such as M42 or a \
            SID. An open screen shows the change at once. What the screen would copy is printed. take-back, and undo which is the same, takes the \
            message back that was held last when none is named; other changes are undone on the screen alone.

            Of the screen alone: \(Deed.ofScreenAlone.map(\.rawValue).joined(separator: ", ")).
            """)

    @Argument(help: "The command's name, as in the palette.", completion: .list(Deed.allCases.map(\.rawValue)))
    var name: String

    @Argument(help: "What it is to be done with.", completion: LeadCompletion.words)
    var words: [String] = []

    @Option(name: .long, help: "The folder that save saves into, in place of the downloads.", completion: .directory)
    var to: String?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        guard let deed = Deed(named: name) else { throw unknown() }
        guard to == nil || deed == .save else { throw Complaint(.usage, "--to belongs to save alone.") }
        if let own = deed.ownCommand { return try forward(own, words) }
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        try DeedRunner(desk: desk, store: desk.openStore(), isJSON: output.json, folder: to).run(deed, words)
    }

    /// Runs another command with the same profile and form of output.
    private func forward(_ other: any ParsableCommand.Type, _ words: [String]) throws {
        var arguments = profile.profile.map { ["--profile", $0] } ?? []
        arguments += profile.config.map { ["--config", $0] } ?? []
        if output.json { arguments.append("--json") }
        var command: any ParsableCommand
        do {
            command = try other.parseAsRoot(arguments + ["--"] + words)
        } catch {
            let own = other.configuration.commandName ?? name
            throw Complaint(
                .usage, "\(name): \(other.message(for: error)).",
                advice: "It takes what `leadline \(own)` takes, and a text of several words stands in quotes.")
        }
        try command.run()
    }

    private func unknown() -> Complaint {
        switch Action(rawValue: name)?.withoutScreen {
        case .ofScreenAlone(let instead):
            return Complaint(.refused, "\(name) concerns the screen alone.", advice: instead)
        case .noCommand:
            return Complaint(.refused, "\(name) concerns the screen alone.", advice: "`leadline` opens it.")
        case .deed, nil: break
        }
        let nearest = NearestName.of(name, among: Deed.allCases.map(\.rawValue)).map { " Did you mean \($0)?" } ?? ""
        return Complaint(.usage, "There is no command \(visible(name)).\(nearest)")
    }
}
