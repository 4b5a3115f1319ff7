package import Messaging

extension ConversationBody {
    /// What `PATCH /api/conversations/{id}` takes: what is to be so, and under `seen` what its sender saw there.
    ///
    /// Labels are added and removed, so nothing has to be seen of them. The caller's mark goes forward whatever was seen;
    /// back it goes only for who has seen where it stands.
    package struct Change: Hashable, Sendable {
        /// The members that can be set.
        package struct Values: Hashable, Sendable {
            package var state: FieldChange<LeadState> = .keep
            package var snoozedUntil: FieldChange<Instant> = .keep
            package var assignee: FieldChange<UserID> = .keep
            package var readUpTo: Int64?

            package init() {}

            init(_ fields: inout BodyFields) {
                state = fields.state("state")
                // Answers tell whole seconds, and what was seen of one is compared.
                snoozedUntil = fields.change("snoozed_until") { fields, name in
                    fields.moment(name).map { Instant(seconds: $0.seconds) }
                }
                assignee = fields.change("assignee") { $0.identifier($1) }
                readUpTo = fields.ordinal("read_up_to")
            }

            func write(to line: inout JSONLine) {
                state.write("state", to: &line) { $0.set($1, $2?.rawValue) }
                snoozedUntil.write("snoozed_until", to: &line) { $0.set($1, $2) }
                assignee.write("assignee", to: &line) { $0.set($1, $2?.description) }
                if let readUpTo { line.set("read_up_to", readUpTo) }
            }

            static let members: [BodySchema.Member] = [
                .optional("state", .words(of: LeadState.self)), .optional("snoozed_until", .nullable(.moment)),
                .optional("assignee", .nullable(.uuid)), .optional("read_up_to", .integer(0...Int.max)),
            ]
        }

        /// Labels that are to be there, and that are not.
        package struct Labels: Hashable, Sendable {
            package var add: [String] = []
            package var remove: [String] = []

            package init(add: [String] = [], remove: [String] = []) { (self.add, self.remove) = (add, remove) }

            static let schema = BodySchema.object([
                .optional("add", .list(.text(limit: 100))), .optional("remove", .list(.text(limit: 100))),
            ])
        }

        package var wanted: Values
        package var seen: Values
        package var labels: Labels

        package init(_ wanted: Values, seen: Values = Values(), labels: Labels = Labels()) {
            (self.wanted, self.seen, self.labels) = (wanted, seen, labels)
        }

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Change {
            try BodyFields.read(bytes) { fields in
                let wanted = Values(&fields)
                if case .set = wanted.snoozedUntil, case .set(let state) = wanted.state, state != .snoozed {
                    fields.fault("snoozed_until", "goes with the state snoozed alone")
                }
                let labels = fields.within("labels") { inner in
                    Labels(add: inner.texts("add", limit: 100) ?? [], remove: inner.texts("remove", limit: 100) ?? [])
                }
                return Change(
                    wanted, seen: fields.within("seen") { Values(&$0) } ?? Values(), labels: labels ?? Labels())
            }
        }

        package var text: String {
            var (line, seen) = (JSONLine(), JSONLine())
            wanted.write(to: &line)
            if labels != Labels() {
                var changed = JSONLine()
                changed.set("add", labels.add)
                changed.set("remove", labels.remove)
                line.set("labels", changed)
            }
            self.seen.write(to: &seen)
            line.set("seen", seen)
            return line.text
        }

        static let schema = BodySchema.object(
            Values.members + [.optional("labels", Labels.schema), .optional("seen", .object(Values.members))])
    }

    /// What answers a PATCH: the conversation as it is now, and which members are not what was wanted.
    package struct Changed: AnswerBody {
        package var conversation: ConversationBody
        package var lost: [String]

        package init(_ conversation: ConversationBody, lost: [String]) {
            (self.conversation, self.lost) = (conversation, lost)
        }

        package init(_ fields: inout BodyFields) {
            self.init(ConversationBody(&fields), lost: fields.texts("lost") ?? [])
        }

        package var line: JSONLine {
            var line = conversation.line
            line.set("lost", lost)
            return line
        }

        static let schema = BodySchema.object(members + [.init("lost", .list(.text(limit: nil)))])
    }
}
