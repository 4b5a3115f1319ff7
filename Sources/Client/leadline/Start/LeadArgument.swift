import LocalStore
import Messaging
import PhoneNumbers

/// A lead on the command line: its id (`L42`), or a number in any usual form, or the sender's name as it stands.
struct LeadArgument {
    let desk: Desk
    let store: InboxStore

    /// The lead, or a refusal that says where to look for it. Nothing is ever made here.
    func find(_ text: String) throws(Complaint) -> LeadRow {
        if let found = try lookUp(text) { return found }
        throw Complaint(
            .refused, "There is no lead \(visible(text)).",
            advice: "`leadline leads` lists them, `leadline sync` fetches them.")
    }

    private func lookUp(_ text: String) throws(Complaint) -> LeadRow? {
        if let id = LeadID(text) { return try complaining { try store.lead(id) } }
        let known = try complaining { try store.lead(PeerAddress(carrier: text)) }
        if let known { return known }
        guard let number = try read(text) else { return nil }
        return try complaining { try store.lead(.number(number)) }
    }

    private func read(_ text: String) throws(Complaint) -> PhoneNumber? {
        do throws(PhoneNumberError) {
            return try desk.phoneBook().e164(text).number
        } catch {
            switch error {
            case .hasExtension, .severalNumbers: throw Complaint(error)
            case .notANumber, .tooShort, .tooLong, .wrongLength, .lacksAreaCode, .unknownCountry, .needsCountry,
                .unknownRegion, .libraryMissing:
                return nil
            }
        }
    }
}
