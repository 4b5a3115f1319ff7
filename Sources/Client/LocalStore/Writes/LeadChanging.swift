package import Messaging

extension InboxStore {
    /// Makes a person's change, and gives its inverse back; `nil`, and nothing changes, where it is so already or what
    /// the change counts on is no longer so.
    @discardableResult
    package func apply(_ change: LeadChange, to lead: LeadID, now: Instant) throws(StoreError) -> LeadChange? {
        try write(change.wish.durability, now: now) { try $0.apply(change, to: lead.rawValue) }
    }
}

extension LeadChange.Wish {
    /// A read mark that is lost costs a look, a decision a lead.
    fileprivate var durability: Durability {
        switch self {
        case .read, .unread, .readMark: .fetched
        case .state, .name, .blocked: .decided
        }
    }
}

extension Ledger {
    fileprivate func apply(_ change: LeadChange, to lead: Int64) throws -> LeadChange? {
        if let over = change.over {
            guard try standing(over, of: lead) == over else { return nil }
            // Taking back and doing again are done by habit: they never put a lead away with a text begun for it.
            if change.wish == .state(.closed), try self.lead(lead).flags.contains(.draft) { return nil }
        }
        let before = try standing(change.wish, of: lead)
        try make(change.wish, of: lead)
        let after = try standing(change.wish, of: lead)
        if store.isServed, before != after { try journal(before, after, of: lead) }
        return before == after ? nil : LeadChange(before, over: after)
    }

    /// What is so now, of the same kind as the wish.
    private func standing(_ wish: LeadChange.Wish, of lead: Int64) throws -> LeadChange.Wish {
        let record = try self.lead(lead)
        return switch wish {
        case .state: .state(record.flags.state)
        case .name: .name(try name(of: lead))
        case .blocked: .blocked(record.flags.contains(.blocked))
        case .read, .unread, .readMark: .readMark(ReadMark(position: record.readPosition))
        }
    }

    private func make(_ wish: LeadChange.Wish, of lead: Int64) throws {
        switch wish {
        case .state(let state): try change(lead) { $0.flags = $0.flags.with(state) }
        case .name(let name): try setName(name, of: lead)
        case .blocked(let isBlocked):
            // The lead's own STOP and START are another matter: neither changes the other.
            try change(lead) { if isBlocked { $0.flags.insert(.blocked) } else { $0.flags.remove(.blocked) } }
        case .read(let message): try markRead(lead, upTo: message?.rawValue)
        case .unread:
            // What was answered counts as read.
            guard try self.lead(lead).waitingPosition > 0 else { return }
            try setReadMark(lead, try self.lead(lead).inPosition - 1)
        case .readMark(let mark): try setReadMark(lead, mark.position)
        }
    }

    private func setReadMark(_ lead: Int64, _ position: Int64) throws {
        try change(lead) { $0.readPosition = max(0, position) }
        try recompute(lead, after: nil)
    }
}

extension LeadFlags {
    func with(_ state: LeadState) -> LeadFlags {
        let others = subtracting([.snoozed, .closed])
        return switch state {
        case .open: others
        case .snoozed: others.union(.snoozed)
        case .closed: others.union(.closed)
        }
    }
}
