import ArgumentParser
import LocalStore
import Messaging

/// `leadline export`: every message of the mirror, lead by lead.
///
/// It goes through the mirror page by page and never holds more than one, so that a million messages cost no more
/// memory than a hundred. Leads come by name, each once, also where one is renamed meanwhile.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print all messages, lead by lead, as CSV or JSON.")

    @Option(
        name: .long, help: "Only this lead's: its number in any usual form, or its id such as L42.",
        completion: LeadCompletion.lead)
    var lead: String?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let store = try desk.openStore()
        let chosen = try lead.map { try LeadArgument(desk: desk, store: store).find($0) }
        try Output.printing { out in
            if !output.json { try out.line(CSVLine.headings) }
            if let chosen { return try print(chosen, store, &out) }
            try LeadPages(store: store, query: LeadQuery(order: .name, limit: 0), size: 500).forEach { page in
                for lead in page { try print(lead, store, &out) }
                return true
            }
        }
        try Output.close()
    }

    /// All messages of a lead, the oldest first.
    private func print(_ lead: LeadRow, _ store: InboxStore, _ out: inout Output) throws {
        let errors = ErrorSentence(to: lead.address)
        try MessagePages(store: store, lead: lead.id).forEach { message in
            if output.json {
                var line = message.jsonLine(errorWords: errors.words)
                line.set("phone", lead.address.text)
                line.set("name", lead.name)
                try out.line(line.text)
            } else {
                try out.line(CSVLine.text(message, lead))
            }
        }
    }
}

/// A message as a line of a table for spreadsheets.
enum CSVLine {
    static let headings =
        "id,external_id,lead_id,name,phone,direction,our_number,body,status,send_state,error_code,segments,price,"
        + "price_unit,media_count,created_at,sent_at"

    /// The line of a message, in the order of the headings.
    static func text(_ message: MessageRow, _ lead: LeadRow) -> String {
        let cells: [String?] = [
            message.id.description, safe(message.externalID), lead.id.description, safe(lead.name), phone(lead.address),
            message.direction.rawValue, message.ourNumber?.e164, safe(message.body), safe(message.status?.word),
            message.sendState?.rawValue, message.errorCode.map(String.init), message.segments.map(String.init),
            message.price?.decimal, safe(message.price?.unit), String(message.mediaCount), message.createdAt.rfc3339,
            message.sentAt?.rfc3339,
        ]
        return cells.map { quoted($0 ?? "") }.joined(separator: ",")
    }

    /// What a stranger wrote, made harmless: a spreadsheet would run a cell that begins with one of these signs.
    private static func safe(_ text: String?) -> String? {
        guard let text = text.map({ VisibleText($0).text }) else { return nil }
        // Some spreadsheets skip blanks before these signs, and take their wide forms for them. A mark on a sign makes it
        // another letter for people alone, so it is the scalars that count.
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        return isFormula ? "'" + text : text
    }

    /// A number as it is, which begins with a plus sign and is no formula; any other sender as a stranger's text.
    private static func phone(_ address: PeerAddress) -> String? {
        address.phoneNumber?.e164 ?? safe(address.text)
    }

    /// The cell between quotes where it holds what parts cells or rows. Readers of tables look at bytes: a quote with a
    /// combining mark behind it is a quote to them.
    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return cell }
        var text = "\"".unicodeScalars
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { text.append(scalar) }
            text.append(scalar)
        }
        text.append("\"")
        return String(text)
    }
}
