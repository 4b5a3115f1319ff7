import LocalStore
import Messaging

/// A lead on the command line: its id (`L42`), or a number in any usual form, or the sender's name as it stands.
struct LeadArgument {
    let desk: Desk
    let store: InboxStore

    func find(_ text: String) throws(Complaint) -> LeadRow {
        if let found = try lookUp(text) { return found }
        throw Complaint(
            .refused, "There is no lead \(visible(text)).",
            advice: "`leadline leads` lists them, `leadline sync` fetches them.")
    }

    private func lookUp(_ text: String) throws(Complaint) -> LeadRow? {
        do throws(StoreError) {
            if let id = LeadID(text) { return try store.lead(id) }
            if let found = try store.lead(PeerAddress(carrier: text)) { return found }
            return nil
        } catch {
            throw Complaint(error)
        }
    }
}
