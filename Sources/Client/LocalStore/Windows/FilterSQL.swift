internal import GRDB
internal import Messaging

/// A filter of the lead table as a condition on `lead l`, with its parameters.
struct FilterSQL {
    private(set) var condition = ""
    private(set) var parameters: [Parameter] = []
    /// Whether only leads with some flag can pass; these have an index of their own.
    private(set) var needsFlag = false

    enum Parameter {
        case int(Int64)
        case text(String)
    }

    /// `first` is the number of the first parameter that is free.
    init(_ filter: LeadFilter, first: Int) {
        for term in filter.terms {
            let place = first + parameters.count
            let (sql, values) = Self.sql(term.condition, place)
            condition += term.isNegated ? " AND NOT (\(sql))" : " AND (\(sql))"
            parameters += values
            if !term.isNegated, Self.isFlag(term.condition) { needsFlag = true }
        }
    }

    func bind(to query: Prepared, first: Int32) {
        for (place, parameter) in parameters.enumerated() {
            switch parameter {
            case .int(let value): query.bind(first + Int32(place), value)
            case .text(let text): query.bind(first + Int32(place), text)
            }
        }
    }

    private static func sql(_ condition: LeadFilter.Term.Condition, _ place: Int) -> (String, [Parameter]) {
        if let flag = flag(condition) { return ("l.flags & ?\(place) <> 0", [.int(flag.rawValue)]) }
        switch condition {
        case .addressPrefix(let prefix):
            let starts = prefix.hasPrefix("+") ? [prefix] : ["+" + prefix, prefix]
            let sql = starts.indices.map { "substr(l.address, 1, length(?\(place + $0))) = ?\(place + $0)" }
            return (sql.joined(separator: " OR "), starts.map(Parameter.text))
        case .ourNumberPrefix(let prefix):
            let sql = """
                EXISTS (SELECT 1 FROM conversation c JOIN number p ON p.id = c.number_id
                    WHERE c.lead_id = l.id AND substr(p.e164, 1, length(?\(place))) = ?\(place))
                """
            return (sql, [.text(prefix.hasPrefix("+") ? prefix : "+" + prefix)])
        case .name(let name):
            let sql = "EXISTS (SELECT 1 FROM lead_text t WHERE t.lead_id = l.id AND instr(t.name, ?\(place)) > 0)"
            return (sql, [.text(LeadText.line(name))])
        case .text(let text):
            let number = digits(text)
            let isNumber = number.count >= 2 && text.allSatisfy { $0.isNumber || " +-()./".contains($0) }
            let sql = """
                EXISTS (SELECT 1 FROM lead_text t WHERE t.lead_id = l.id
                    AND (instr(t.words, ?\(place)) > 0 OR instr(t.words, ?\(place + 1)) > 0))
                """
            return (sql, [.text(LeadText.line(text)), .text(isNumber ? number : LeadText.line(text))])
        default: return ("l.flags & ?\(place) = 0", [.int((LeadFlags([.snoozed, .closed])).rawValue)])
        }
    }

    private static func isFlag(_ condition: LeadFilter.Term.Condition) -> Bool { flag(condition) != nil }

    private static func flag(_ condition: LeadFilter.Term.Condition) -> LeadFlags? {
        switch condition {
        case .unread: .unread
        case .waiting: .waiting
        case .failed: .failed
        case .draft: .draft
        case .optedOut: .optedOut
        case .held: .held
        case .unknown: .unknown
        case .state(.snoozed): .snoozed
        case .state(.closed): .closed
        case .state(.open), .addressPrefix, .ourNumberPrefix, .name, .text: nil
        }
    }

    private static func digits(_ text: String) -> String { text.filter { $0.isASCII && $0.isNumber } }
}
