import PhoneNumbers

extension Desk {
    /// Reads numbers the way this profile's people write them.
    func phoneBook() -> PhoneBook {
        PhoneBook(defaultRegion: profile.likes.region, ownNumber: profile.account.number)
    }
}
