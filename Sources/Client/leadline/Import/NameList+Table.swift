extension NameList {
    /// Comma, semicolon or tab separated values. A first line of headings says which column is what; without one the
    /// cell that looks most like a number is it, and the first other one with letters the name.
    init(csv text: String) { self.init(csv: Array(text.utf8)) }

    init(csv bytes: [UInt8]) {
        let table = TableText(bytes)
        var rows = table.rows[...]
        isOfMessages = Set(["from", "to", "body"]).isSubset(of: (rows.first?.cells ?? []).map { $0.lowercased() })
        let columns = (rows.first?.cells).flatMap(TableColumns.init(headings:))
        if columns != nil { rows.removeFirst() }
        for row in rows where row.cells.contains(where: { !$0.isEmpty }) {
            var entry = columns.map { $0.read(row.cells) } ?? Self.guess(row.cells)
            entry.line = row.line
            add(entry)
        }
        if let line = table.openQuote {
            slips.append(Slip(line: line, reason: "a quote is opened here and never closed"))
        }
    }

    /// The likeliest numbers of a row without headings, and its name. A cell with a plus sign is likelier than one
    /// written like a number, and that one likelier than bare digits, which may be somebody's own count.
    private static func guess(_ row: [String]) -> Entry {
        let numbers = row.indices.filter { row[$0].count(where: \.isNumber) >= 5 && !row[$0].contains("@") }
        func rank(_ cell: String) -> Int {
            if cell.hasPrefix("+") || cell.hasPrefix("00") { return 0 }
            if cell.hasPrefix("0") || cell.hasPrefix("(") { return 1 }
            return cell.allSatisfy(\.isNumber) ? 3 : 2
        }
        let ranked = numbers.sorted { (rank(row[$0]), $0) < (rank(row[$1]), $1) }
        let others = row.indices.filter { !ranked.contains($0) && !row[$0].isEmpty && !row[$0].contains("@") }
        let name =
            others.first { row[$0].contains(where: \.isLetter) }
            ?? others.first { !row[$0].contains(where: \.isNumber) }
        return Entry(name: name.map { row[$0] } ?? "", numbers: ranked.map { row[$0] }, isGuess: true)
    }
}

/// Which columns of a table hold what, by their headings.
private struct TableColumns {
    private var name: Int?
    private var first: Int?
    private var last: Int?
    /// The firm's, for whoever has no name of their own.
    private var firm: Int?
    /// Those of numbers, with those of mobile ones first: a text reaches no landline.
    private var numbers: [Int]

    /// `nil` where the row is none of headings: it names no number, or no part of a name.
    init?(headings row: [String]) {
        let words = row.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
        func find(_ names: [String]) -> Int? {
            // Some programs put before each heading whose it is: "Person - Name".
            words.firstIndex { names.contains($0) }
                ?? words.firstIndex { $0.hasPrefix("person") && names.contains(String($0.dropFirst(6))) }
        }
        let phones = words.indices.filter { Self.isPhone(words[$0]) }
        let mobiles = phones.filter { Self.isMobile(words[$0]) }
        numbers = mobiles + phones.filter { !mobiles.contains($0) }
        // "Number" may be that of a customer where another column says that it holds telephones.
        if numbers.isEmpty { numbers = find(["number", "nummer", "numero", "número", "numéro"]).map { [$0] } ?? [] }
        guard !numbers.isEmpty else { return nil }
        name = find([
            "name", "fullname", "displayname", "contact", "contactname", "lead", "nombrecompleto", "nomecompleto",
            "fileas", "leadname",
        ])
        first = find(["firstname", "givenname", "first", "vorname", "prénom", "nombre", "nome"])
        last = find(["lastname", "familyname", "surname", "last", "nachname", "nom", "apellidos", "sobrenome"])
        firm = find([
            "organizationname", "organization1name", "organization", "organisation", "company", "companyname", "firm",
            "firma", "empresa", "société", "azienda",
        ])
        if name == nil, first == nil, last == nil, firm == nil { return nil }
    }

    func read(_ row: [String]) -> NameList.Entry {
        func cell(_ index: Int?) -> String { index.flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
        let parts = [cell(first), cell(last)].filter { !$0.isEmpty }
        let ways = [cell(name), parts.joined(separator: " "), cell(firm)]
        return NameList.Entry(
            name: ways.first { !$0.isEmpty } ?? "", numbers: numbers.map { cell($0) }.filter { !$0.isEmpty })
    }

    private static let mobile = ["mobile", "mobil", "cell", "handy", "celular", "móvil", "movil"]
    private static let telephone = [
        "phone", "telefon", "téléphone", "telefono", "teléfono", "telefone", "telephone",
    ]
    /// What stands in headings beside a telephone without being one: its kind, or the sound of a name.
    private static let other = ["fax", "type", "label", "pager", "ext", "phonetic", "country", "carrier"]

    private static func isMobile(_ heading: String) -> Bool { mobile.contains(where: heading.contains) }

    private static func isPhone(_ heading: String) -> Bool {
        if ["tel", "phonenumber", "sms", "whatsapp"].contains(heading.filter(\.isLetter)) { return true }
        guard !other.contains(where: heading.contains) else { return false }
        return isMobile(heading) || telephone.contains(where: heading.contains)
    }
}
