package import Messaging

extension LeadBody {
    /// What `PATCH /api/leads/{id}` takes: what is to be so, and under `seen` what its sender saw there.
    ///
    /// A member that is otherwise than it was seen stays as it is, and is named by the answer; one that was not seen is set
    /// whatever it is.
    package struct Change: Hashable, Sendable {
        /// The members that can be set.
        package struct Values: Hashable, Sendable {
            package var name: FieldChange<String> = .keep
            /// A lead has a state always.
            package var state: FieldChange<LeadState> = .keep
            package var timezone: FieldChange<String> = .keep
            package var assignee: FieldChange<UserID> = .keep

            package init() {}

            init(_ fields: inout BodyFields) {
                name = fields.change("name") { $0.name($1) }
                state = fields.state("state")
                timezone = fields.change("timezone") { $0.zone($1) }
                assignee = fields.change("assignee") { $0.identifier($1) }
            }

            func write(to line: inout JSONLine) {
                name.write("name", to: &line) { $0.set($1, $2) }
                state.write("state", to: &line) { $0.set($1, $2?.rawValue) }
                timezone.write("timezone", to: &line) { $0.set($1, $2) }
                assignee.write("assignee", to: &line) { $0.set($1, $2?.description) }
            }

            static let members: [BodySchema.Member] = [
                .optional("name", .nullable(.text(limit: 100))), .optional("state", .words(of: LeadState.self)),
                .optional("timezone", .nullable(.text(limit: 64))), .optional("assignee", .nullable(.uuid)),
            ]
        }

        package var wanted: Values
        package var seen: Values

        package init(_ wanted: Values, seen: Values = Values()) { (self.wanted, self.seen) = (wanted, seen) }

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Change {
            try BodyFields.read(bytes) { fields in
                Change(Values(&fields), seen: fields.within("seen") { Values(&$0) } ?? Values())
            }
        }

        package var text: String {
            var (line, seen) = (JSONLine(), JSONLine())
            wanted.write(to: &line)
            self.seen.write(to: &seen)
            line.set("seen", seen)
            return line.text
        }

        static let schema = BodySchema.object(
            Values.members + [.optional("seen", .object(Values.members))])
    }

    /// What answers a PATCH: the lead as it is now, and which members are not what was wanted.
    package struct Changed: AnswerBody {
        package var lead: LeadBody
        package var lost: [String]

        package init(_ lead: LeadBody, lost: [String]) { (self.lead, self.lost) = (lead, lost) }

        package init(_ fields: inout BodyFields) {
            self.init(LeadBody(&fields), lost: fields.texts("lost") ?? [])
        }

        package var line: JSONLine {
            var line = lead.line
            line.set("lost", lost)
            return line
        }

        static let schema = BodySchema.object(members + [.init("lost", .list(.text(limit: nil)))])
    }
}

extension BodyFields {
    /// The state of a lead or a conversation, which can be set and not taken away.
    mutating func state(_ name: String) -> FieldChange<LeadState> {
        let change = change(name) { fields, name -> LeadState? in fields.word(name) }
        if change == .clear { fault(name, "cannot be taken away") }
        return change
    }

    /// The name of a time zone by its form; whether there is one of that name is not known here.
    mutating func zone(_ name: String) -> String? {
        guard let text = text(name, limit: 64) else { return nil }
        let isForm =
            text.first?.isLetter ?? false
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "/_+-".utf8.contains(byte)
            }
        if !isForm { fault(name, "is no name of a time zone, such as America/New_York") }
        return isForm ? text : nil
    }
}

extension FieldChange {
    /// Writes the member where it is told at all; taken away is null.
    func write(_ name: String, to line: inout JSONLine, _ set: (inout JSONLine, String, Value?) -> Void) {
        switch self {
        case .keep: break
        case .clear: set(&line, name, nil)
        case .set(let value): set(&line, name, value)
        }
    }
}
