import LocalStore
import Messaging

extension InboxStore {
    /// Leads whose name or number holds the text.
    func leads(resembling text: String, limit: Int) throws(StoreError) -> [LeadRow] {
        try leadWindow(LeadQuery(filter: LeadFilter(terms: [.init(.text(text))]), limit: limit)).rows
    }
}
