package import Inbox
package import Messaging

extension Effect {
    /// The change to a lead, where it is one.
    package var leadChange: LeadChange? {
        if case .write(.change(let change, _, _)) = self { change } else { nil }
    }

    /// Whether a lead is done or open by it.
    package var changesState: Bool {
        if case .state = leadChange?.wish { true } else { false }
    }

    /// Whether a lead's messages count as read by it.
    package var marksAsRead: Bool {
        if case .read = leadChange?.wish { true } else { false }
    }
}
