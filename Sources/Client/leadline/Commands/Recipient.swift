import LocalStore
import Messaging
import PhoneNumbers

/// Whom a message is for: a lead that is known, or one made for a number that is not.
struct Recipient {
    let desk: Desk
    let store: InboxStore

    /// The lead to write to, by id or by number in any usual form; refused where it may not be written to.
    func lead(_ text: String) throws(Complaint) -> LeadRow {
        let lead = try find(text)
        guard let row = try complaining({ try store.lead(lead) }) else {
            throw Complaint(.refused, "There is no lead \(visible(text)).")
        }
        if let refusal = row.address.refusal { throw Complaint(.refused, refusal) }
        guard !row.isBlocked else {
            throw Complaint(
                .blocked, "This lead is blocked and may not be written to.",
                advice: row.hasStopped
                    ? "It has opted out as well, which its START alone lifts."
                    : "`leadline do unblock \(row.id)` lifts that.")
        }
        guard !row.hasStopped else {
            throw Complaint(
                .blocked, "This lead has opted out and may not be written to.",
                advice: "It can be again when the lead has written START.")
        }
        return row
    }

    /// The lead with an id, an address as it stands in the mirror, or a number in any usual form, for which one is
    /// made.
    private func find(_ text: String) throws(Complaint) -> LeadID {
        if let id = LeadID(text) { return id }
        let known = try complaining { try store.lead(PeerAddress(carrier: text)) }
        if let known { return known.id }
        let book = desk.phoneBook()
        let parsed: ParsedNumber
        do throws(PhoneNumberError) {
            parsed = try book.e164(text)
        } catch {
            throw Complaint(error)
        }
        guard !desk.profile.numbers.contains(parsed.number) else {
            throw Complaint(.refused, "\(parsed.number) is a number of your own.")
        }
        if let hint = parsed.hint { Program.warn(hint) }
        let display = book.display(parsed.number, seenFrom: book.homeRegion)
        let lead = try complaining {
            try store.ensureLead(.number(parsed.number), display: display, now: WallClock.now())
        }
        if let name = parsed.name, try complaining({ try store.lead(lead)?.name }) == nil {
            Program.warn("\(name) is no part of the number. `leadline do name \(lead) NAME` makes it the lead's name.")
        }
        return lead
    }
}
