import ArgumentParser
import LocalStore
import Messaging

/// `leadline show`: a conversation as text, oldest message first.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a conversation, oldest message first.")

    @Argument(help: "A lead's number in any usual form, or its id such as L42.")
    var lead: String

    @Option(name: .long, help: "Only the newest so many messages.")
    var limit: Int?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let lead = try LeadArgument(desk: desk, store: store).find(lead)
        let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
        try Output.printing { out in
            if !output.json { try out.line(visible("\(lead.title)  \(lead.displayAddress)  \(lead.id)")) }
            try MessagePages(store: store, lead: lead.id).forEach(newest: limit) { message in
                if output.json {
                    try out.line(message.jsonLine(errorWords: ErrorSentence.words).text)
                } else {
                    for line in rows.lines(message, errorWords: ErrorSentence.words) { try out.line(line) }
                }
            }
        }
    }
}
