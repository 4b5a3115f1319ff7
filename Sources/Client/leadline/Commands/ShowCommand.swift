import ArgumentParser
import LocalStore
import Messaging

/// `leadline show`: a conversation as text, oldest message first.
///
/// It reads the mirror alone and moves no read mark: whoever looks by a script has not read.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a conversation, oldest message first.")

    @Argument(help: "A lead's number in any usual form, or its id such as L42.", completion: LeadCompletion.lead)
    var lead: String

    @Option(name: .long, help: "Only the newest so many messages.")
    var limit: Int?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func validate() throws { try NumberArgument.check("--limit", limit, in: NumberArgument.rows) }

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let lead = try LeadArgument(desk: desk, store: store).find(lead)
        let lines = MessageLines(isJSON: output.json)
        try Output.printing { out in
            let heading = [lead.name, lead.displayAddress, lead.id.description].compactMap { $0 }
            if !output.json { try out.line(visible(heading.joined(separator: "  "))) }
            try MessagePages(store: store, lead: lead.id).forEach(newest: limit) { message in
                for line in lines.of(message, peer: lead.address) { try out.line(line) }
            }
        }
    }
}
