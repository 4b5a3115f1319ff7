internal import GRDB
internal import Messaging

/// A filter of the lead table as conditions on `lead l`, with their parameters.
///
/// The conditions are of two kinds. The quick ones are about the lead's flags. The slow ones look something else up for
/// each lead; for these there may be a list of candidates that an index gives, which is the better way where few leads
/// pass.
struct FilterSQL {
    /// The quick conditions, each with ` AND ` before it.
    private(set) var quick = ""
    /// The slow conditions in one expression, or `nil` where there is none.
    private(set) var slow: String?
    /// Patterns that the words of every lead that passes have to match.
    private var patterns: [String] = []
    /// A query for ids that do not come from such patterns.
    private var list: String?
    /// How the index of the few leads that may pass is asked for, where there is one.
    private(set) var index = ""
    private var parameters: [Parameter] = []
    private let first: Int

    private enum Parameter {
        case int(Int64)
        case text(String)
    }

    /// `first` is the number of the first parameter that is free.
    init(_ filter: LeadFilter, order: LeadQuery.Order, first: Int) {
        self.first = first
        for term in filter.terms {
            add(term, order)
        }
    }

    func bind(to query: Prepared) {
        for (place, parameter) in parameters.enumerated() {
            switch parameter {
            case .int(let value): query.bind(Int32(first + place), value)
            case .text(let text): query.bind(Int32(first + place), text)
            }
        }
    }

    /// A query for the ids of all leads that may pass, and maybe of others; `nil` where no index helps.
    var candidates: String? {
        guard !patterns.isEmpty else { return list }
        let all = patterns.map { "words LIKE \($0)" }.joined(separator: " AND ")
        return "SELECT rowid FROM lead_pieces WHERE \(all)"
    }

    private mutating func parameter(_ value: Parameter) -> String {
        parameters.append(value)
        return "?\(first + parameters.count - 1)"
    }

    private mutating func add(_ term: LeadFilter.Term, _ order: LeadQuery.Order) {
        func quick(_ flags: LeadFlags, isSet: Bool = true) {
            addQuick((flags, isSet), isNegated: term.isNegated, order)
        }
        switch term.condition {
        case .unread: quick(.unread)
        case .waiting: quick(.waiting)
        case .failed: quick(.failed)
        case .draft: quick(.draft)
        case .optedOut: quick(.optedOut)
        case .held: quick(.held)
        case .unknown: quick(.unknown)
        case .state(.snoozed): quick(.snoozed)
        case .state(.closed): quick(.closed)
        case .state(.open): quick([.snoozed, .closed], isSet: false)
        case .addressPrefix(let prefix): addSlow(address(prefix, isNegated: term.isNegated), term)
        case .ourNumberPrefix(let prefix): addSlow(ourNumber(prefix), term)
        case .name(let name): addSlow(words([LeadText.line(name)], column: "name", isNegated: term.isNegated), term)
        case .text(let text): addSlow(words(Self.texts(text), column: "words", isNegated: term.isNegated), term)
        }
    }

    // MARK: Flags

    private mutating func addQuick(_ mask: (flags: LeadFlags, isSet: Bool), isNegated: Bool, _ order: LeadQuery.Order) {
        let isSet = mask.isSet != isNegated
        quick += " AND l.flags & \(parameter(.int(mask.flags.rawValue))) \(isSet ? "<>" : "=") 0"
        guard isSet, order == .activity, index.isEmpty else { return }
        // The words of the index's own condition, so that SQLite sees that it may be used.
        if !mask.flags.isDisjoint(with: .urgent) {
            index = "INDEXED BY lead_urgent"
            quick += " AND l.flags & \(LeadFlags.urgent.rawValue) <> 0"
        } else if mask.flags == .waiting {
            index = "INDEXED BY lead_waiting"
            quick += " AND l.flags & \(LeadFlags.waiting.rawValue) <> 0"
        }
    }

    // MARK: Texts and numbers

    private mutating func addSlow(_ condition: String, _ term: LeadFilter.Term) {
        slow = (slow.map { $0 + " AND " } ?? "") + (term.isNegated ? "NOT (\(condition))" : "(\(condition))")
    }

    private mutating func ourNumber(_ prefix: String) -> String {
        let number = parameter(.text(prefix.hasPrefix("+") ? prefix : "+" + prefix))
        return """
            EXISTS (SELECT 1 FROM conversation c JOIN number p ON p.id = c.number_id
                WHERE c.lead_id = l.id AND substr(p.e164, 1, length(\(number))) = \(number))
            """
    }

    /// The text as the index of words has it; of a number that was typed with signs its digits as well.
    private static func texts(_ text: String) -> [String] {
        let number = text.filter { $0.isASCII && $0.isNumber }
        let isNumber = number.count >= 2 && text.allSatisfy { $0.isNumber || " +-()./".contains($0) }
        return isNumber && number != text ? [LeadText.line(text), number] : [LeadText.line(text)]
    }

    private mutating func address(_ prefix: String, isNegated: Bool) -> String {
        let starts = prefix.hasPrefix("+") ? [prefix] : ["+" + prefix, prefix]
        let ranges = starts.map { (parameter(.text($0)), parameter(.text($0 + "\u{10FFFF}"))) }
        if !isNegated {
            list = ranges.map { "SELECT id FROM lead WHERE address >= \($0.0) AND address < \($0.1)" }
                .joined(separator: " UNION ALL ")
        }
        return ranges.map { "(l.address >= \($0.0) AND l.address < \($0.1))" }.joined(separator: " OR ")
    }

    /// Whether one of the texts occurs in a column of the lead's words.
    private mutating func words(_ texts: [String], column: String, isNegated: Bool) -> String {
        let found = texts.map { "instr(t.\(column), \(parameter(.text($0)))) > 0" }.joined(separator: " OR ")
        if !isNegated { addCandidates(texts) }
        return "EXISTS (SELECT 1 FROM lead_text t WHERE t.lead_id = l.id AND (\(found)))"
    }

    /// The index knows pieces of three letters; for what is shorter, all words have to be read.
    private mutating func addCandidates(_ texts: [String]) {
        let isIndexed = texts.allSatisfy { $0.unicodeScalars.count >= 3 && !$0.contains { "%_".contains($0) } }
        if isIndexed, texts.count == 1 {
            patterns.append(parameter(.text("%\(texts[0])%")))
        } else if isIndexed {
            list = texts.map { "SELECT rowid FROM lead_pieces WHERE words LIKE \(parameter(.text("%\($0)%")))" }
                .joined(separator: " UNION ALL ")
        } else if list == nil {
            let found = texts.map { "instr(words, \(parameter(.text($0)))) > 0" }.joined(separator: " OR ")
            list = "SELECT lead_id FROM lead_text WHERE \(found)"
        }
    }
}
