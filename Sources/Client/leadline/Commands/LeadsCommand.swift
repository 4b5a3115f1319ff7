import ArgumentParser
import LocalStore
import Messaging

/// `leadline leads`: the lead table as text.
///
/// It reads the mirror alone and fetches nothing: `leadline sync` does.
struct LeadsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leads", abstract: "List the leads of the mirror.",
        discussion: """
            The filter is that of the inbox: is:unread is:waiting is:failed is:draft is:optout is:closed, each also with \
            a hyphen before it, from:+55, to:+1555, name:…, and any text. A filter that begins with a hyphen comes after --.
            """)

    @Argument(help: "Which leads; all of them when it is left out.")
    var filter: [String] = []

    @Option(name: .long, help: "activity, waiting or name.")
    var sort: LeadQuery.Order = .activity

    @Flag(name: .long, help: "Turn the order round.")
    var reverse = false

    @Option(name: .long, help: "At most so many.")
    var limit: Int?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func validate() throws { try NumberArgument.check("--limit", limit, in: NumberArgument.rows) }

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let reading = FilterReading(filter.joined(separator: " "))
        if let problem = reading.problems.first { throw Complaint(.usage, problem.sentence) }
        try LeadListing(desk: desk, store: desk.openStore(), isJSON: output.json)
            .print(LeadQuery(filter: reading.filter, order: sort, isReversed: reverse, limit: 0), limit: limit)
    }
}

/// Prints leads in the order of the table, a page at a time.
struct LeadListing {
    let desk: Desk
    let store: InboxStore
    let isJSON: Bool

    private static let page = 500

    func print(_ query: LeadQuery, limit: Int?) throws {
        let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))
        var query = query
        query.readsWholeTexts = isJSON
        try Output.printing { out in
            var left = limit ?? .max
            try LeadPages(store: store, query: query, size: Self.page).forEach { page in
                let page = page.prefix(left)
                left -= page.count
                if isJSON {
                    for lead in page { try out.line(lead.jsonLine.text) }
                } else {
                    var columns = Columns()
                    for lead in page { columns.add(rows.cells(lead)) }
                    for line in columns.lines { try out.line(line) }
                }
                return left > 0
            }
        }
    }
}

extension LeadQuery.Order: ExpressibleByArgument {}
