import ArgumentParser
import LocalStore
import Messaging

/// `leadline search`: messages that contain a text, newest first.
///
/// The same index as on the screen answers, so the same words find the same messages there and here.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search the text of every message, newest first.")

    @Argument(help: "Words, or fragments of them.")
    var text: [String]

    @Option(name: .long, help: "At most so many.")
    var limit: Int = 50

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func validate() throws { try NumberArgument.check("--limit", limit, in: NumberArgument.rows) }

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let hits = try complaining { try store.search(text.joined(separator: " "), limit: limit) }
        let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
        try Output.printing { out in
            for hit in hits {
                let errors = ErrorSentence(to: hit.lead.address)
                if output.json {
                    var line = hit.message.jsonLine(errorWords: errors.words)
                    line.set("lead", try complaining { try hit.lead.whole(in: store) }.jsonLine)
                    try out.line(line.text)
                } else {
                    for line in rows.lines(hit.message, errorWords: errors.words) {
                        try out.line(visible("\(hit.lead.id) \(visible(hit.lead.title, limit: 40))  ") + line)
                    }
                }
            }
        }
    }
}
