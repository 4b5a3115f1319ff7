import ArgumentParser
import LocalStore
import Messaging

/// `leadline cost`: what was paid, by lead, number or month.
///
/// It reads the mirror alone: no network, no token. Sums are exact, one for each currency, because amounts in two of
/// them cannot be added.
struct CostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost", abstract: "Sum up what the messages cost.",
        discussion: "The prices are Twilio's own, without carrier fees, and without messages that have no price yet.")

    @Option(name: .long, help: "lead, number or month.")
    var by: CostGrouping = .month

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let zone = WallClock.zone(around: WallClock.now())
        let costs = try complaining { try store.costs(by: by, zone: zone) }
        try Output.printing { out in
            var columns = Columns()
            for cost in costs {
                let (key, value, title) = try name(of: cost.group, store)
                if output.json {
                    var line = JSONLine()
                    line.set(key, value)
                    if case .lead = cost.group { line.set("title", title) }
                    line.set("cost", cost.spent.decimal)
                    line.set("price_unit", cost.spent.unit)
                    line.set("messages", cost.messages)
                    line.set("segments", cost.segments)
                    try out.line(line.text)
                } else {
                    columns.add([
                        visible(title, limit: 40), cost.spent.decimal, cost.spent.unit,
                        counted(cost.messages, "message"), counted(cost.segments, "segment"),
                    ])
                }
            }
            for line in columns.lines { try out.line(line) }
            if !output.json { try out.line("Without carrier fees.") }
        }
    }

    private func name(of group: CostRow.Group, _ store: InboxStore) throws -> (
        key: String, value: String?, title: String
    ) {
        switch group {
        case .lead(let id): ("lead_id", id.description, try complaining { try store.lead(id) }?.title ?? id.description)
        case .number(let number): ("number", number?.e164, number?.e164 ?? "messaging service")
        case .month(let year, let month):
            ("month", "\(padded(year, 4))-\(padded(month))", "\(padded(year, 4))-\(padded(month))")
        }
    }
}

extension CostGrouping: ExpressibleByArgument {}
