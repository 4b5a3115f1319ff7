internal import Messaging

/// What leads are sorted by when they are sorted by name.
enum NameKey {
    static func named(_ name: String) -> String { Folding.key(name) }

    /// Leads without a name come after all others, by number. The first scalar is greater than any letter.
    static func unnamed(_ address: PeerAddress) -> String { "\u{10FFFF}" + address.text }
}
