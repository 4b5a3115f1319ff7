import LocalStore
import Messaging
import PhoneNumbers

extension Desk {
    /// Who a text of this profile may leave from, with the numbers that its texts left from before. Where the mirror cannot
    /// say, those of the settings.
    func senders(_ store: InboxStore) -> Senders {
        guard var senders = profile.twilio?.senders else {
            // The server knows which numbers it has; a lead hears from the one that it wrote to.
            return Senders(numbers: [], others: (try? store.seenNumbers()) ?? [])
        }
        // Without them the profile's own number answers, which is no fault.
        let others = (try? store.ownNumbers()) ?? []
        senders.others = others.filter(\.hasSent).map(\.number)
        return senders
    }

    /// Reads numbers the way this profile's people write them.
    func phoneBook() -> PhoneBook {
        PhoneBook(defaultRegion: profile.likes.region, ownNumber: profile.twilio?.number)
    }
}
