import Messaging

/// Going to the leads who need attention, in their order: who waits, whose message failed, who is unread.
extension InboxState {
    /// Asks for the next lead who waits, counted from a lead, or from its place at `since` where it is being answered.
    mutating func findWaiting(isBackwards: Bool, after lead: LeadID?, since: Instant? = nil) {
        find(.waiting, isBackwards: isBackwards, after: lead, since: since)
    }

    /// Goes along the leads who need this attention. The queue of those who wait begins with who has waited longest,
    /// unless the selected lead is the one that it brought last.
    mutating func attend(_ attention: Attention, isBackwards: Bool) {
        // What failed and was not seen comes first, be it that a later text to that lead has left.
        if attention == .failed, table.filter.isEmpty, let (lead, message) = failures.first {
            select(lead: lead)
            followLead()
            return show(message)
        }
        let isQueue = attention == .waiting && !isBackwards
        if isQueue, table.selection != queueLead { return find(attention, isBackwards: false, after: nil) }
        find(attention, isBackwards: isBackwards, after: table.selection)
    }

    /// Asks for the next lead who needs this attention and passes the filter.
    mutating func find(_ attention: Attention, isBackwards: Bool, after lead: LeadID?, since: Instant? = nil) {
        let asked = asking(SoughtLead(attention: attention, after: lead, isBackwards: isBackwards))
        waitingAsked = asked
        emit(
            .read(
                .findNext(
                    attention, table.filter, after: lead, since: since, isBackwards: isBackwards, token: asked.token)))
    }

    /// Goes to the lead that was asked for, if the person is not writing meanwhile.
    mutating func foundNext(_ lead: LeadID?, _ message: MessageID?, token: Int) {
        guard let asked = waitingAsked, asked.token == token else { return }
        waitingAsked = nil
        guard composer == nil else { return }
        let sought = asked.what
        if sought.attention == .waiting, let lead {
            // Who has waited longest is selected already, by hand: the queue goes on from there.
            let isBegun = queueLead == lead
            queueLead = lead
            if lead == table.selection, sought.after == nil, !sought.isBackwards, !isBegun {
                return find(.waiting, isBackwards: false, after: lead)
            }
        }
        guard let lead else {
            // The end of the queue: it begins anew at the other end.
            if sought.after != nil { return find(sought.attention, isBackwards: sought.isBackwards, after: nil) }
            say(nobody(sought.attention) + ".", sought.attention == .waiting ? .success : .remark)
            return findNobody("\(nobody(sought.attention)); what was typed for them did nothing.")
        }
        if lead == table.selection {
            show(message)
            say(nobody(sought.attention, isElse: true) + ".")
            return findNobody("\(nobody(sought.attention, isElse: true)); what was typed for them did nothing.")
        }
        select(lead: lead)
        followLead()
        show(message)
    }

    /// The next lead was asked for, and there is none. What is typed on meant that lead, and whoever types over a slow line
    /// has not read yet that the selection is another's.
    private mutating func findNobody(_ reason: String) {
        dropTypedAhead(reason)
        if composer == nil, picker == nil, lull == nil { lull = Lull(after: .soughtLead, at: elapsed) }
    }

    /// Brings a message of the current lead's conversation into view; the focus stays where it is.
    private mutating func show(_ message: MessageID?) {
        guard let message else { return }
        if let index = conversation.index(of: message) { return showMessage(at: index) }
        (conversation.target, conversation.wish) = (message, .around(message))
    }

    /// That no lead needs this attention, or none but the selected one, as the beginning of a sentence.
    private func nobody(_ attention: Attention, isElse: Bool = false) -> String {
        let who = (isElse ? "Nobody else" : "Nobody") + (table.filter.isEmpty ? "" : " who passes the filter")
        return switch attention {
        case .waiting: "\(who) waits for an answer"
        case .failed: "\(who) has a message of ours that did not arrive"
        case .unread: "\(who) is unread"
        }
    }
}

/// From where on, and in which direction, the next lead who needs attention is looked for.
struct SoughtLead: Hashable, Sendable {
    let attention: Attention
    let after: LeadID?
    let isBackwards: Bool
}
