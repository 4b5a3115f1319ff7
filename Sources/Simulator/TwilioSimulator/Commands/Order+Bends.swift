/// Orders that make messages, lists and clocks other than a client expects them.
extension Order {
    /// What the order at this path makes other than it was.
    func bend(at path: String) throws(Rejection) -> Bend {
        switch path {
        case "/__message": return .message(sid: try needed(sid, "sid"), try messageChange())
        case "/__sending": return .sending(try sendBend())
        case "/__paging": return .paging(try anchorRule())
        case "/__pool": return .pool(number: try needed(number, "number"), isIn: pooled ?? true, service: service)
        case "/__clock":
            return .clock(offset: try shift(offsetMs, "offset_ms"), step: try shift(stepMs, "step_ms") ?? .zero)
        default: throw .notFound(path)
        }
    }

    /// The change that `POST /__message` orders: `kind`, with `how` and `body` for a rewriting, `members` for what is
    /// left untold.
    private func messageChange() throws(Rejection) -> MessageChange {
        switch try needed(kind, "kind") {
        case "rewritten": return .rewritten(try needed(try rewriting(), "how"))
        case "redacted": return .redacted
        case "untold":
            let known = Set((members ?? []).compactMap(MessageChange.Member.init(rawValue:)))
            guard known.count == members?.count else {
                throw Rejection(code: 20001, "\"members\" are of \(Self.words(MessageChange.Member.allCases))")
            }
            return .untold(known)
        case "told": return .untold([])
        case "deleted": return .deleted
        case "hidden": return .hidden
        case "surfaced": return .surfaced
        default:
            throw Rejection(
                code: 20001,
                "\"kind\" is one of rewritten, redacted, untold, told, deleted, hidden, surfaced")
        }
    }

    /// What `POST /__sending` orders for the next messages that we send.
    private func sendBend() throws(Rejection) -> SendBend {
        SendBend(
            to: to, count: lasting == true ? .max : try times(1), rewriting: try rewriting(),
            hidden: try duration(hiddenMs, "hidden_ms"))
    }

    /// What `POST /__paging` orders for pages whose token names a message that is gone.
    private func anchorRule() throws(Rejection) -> LostAnchor {
        switch try needed(lostAnchor, "lost_anchor") {
        case "kept": return .kept
        case "empty": return .page(rows: 0)
        case "short": return .page(rows: try Self.checked(rows ?? 1, "rows", in: 1...1000))
        case "refused": return .refused
        default: throw Rejection(code: 20001, "\"lost_anchor\" is one of kept, empty, short, refused")
        }
    }

    func duration(_ value: Int?, _ name: String) throws(Rejection) -> Duration? {
        try span(value, name).map { .milliseconds($0) }
    }

    /// A span in either direction, a hundred years at most.
    private func shift(_ value: Int?, _ name: String) throws(Rejection) -> Duration? {
        let limit = 3_155_760_000_000
        return try value.map { (value) throws(Rejection) in
            .milliseconds(try Self.checked(value, name, in: -limit...limit))
        }
    }

    private func rewriting() throws(Rejection) -> Rewriting? {
        try how.map { (how) throws(Rejection) in
            guard let rewriting = Rewriting(word: how, text: body) else {
                throw Rejection(
                    code: 20001,
                    "\"how\" is one of text and prefixed, which need \"body\", trimmed, trimmed_lines, "
                        + "carriage_returns, plain_spaces, without_zero_width")
            }
            return rewriting
        }
    }

    private static func words(_ members: [MessageChange.Member]) -> String {
        members.map(\.rawValue).joined(separator: ", ")
    }
}
