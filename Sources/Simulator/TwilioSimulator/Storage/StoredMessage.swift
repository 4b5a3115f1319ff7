/// One message as it is kept: some fifty bytes, with its text and its addresses elsewhere.
///
/// Moments are whole seconds since 1970, as Twilio's resources show them; zero stands for null.
struct StoredMessage: Sendable {
    var from: AddressID
    var to: AddressID
    var text: TextArena.Slice
    var created: UInt32
    var updated: UInt32
    var sent: UInt32 = 0
    var errorCode: UInt32 = 0
    /// In hundred-thousandths of the currency unit, negative for a charge; `nil` until it is billed.
    var price: Int32?
    var status: StatusWord
    var direction: DirectionWord
    var segments: UInt8
    var mediaCount: UInt8 = 0
    /// The messaging service that it was given to, counted from 1; 0 for none.
    var service: UInt8 = 0
    var isDeleted = false
    /// Accepted, and seen by nobody yet.
    var isHidden = false
    /// Whether resources name the text, and the sender.
    var tellsBody = true
    var tellsFrom = true
    /// The letters of its SID: fixed at creation, whatever becomes of its media.
    var isMultimedia: Bool

    var viaService: Bool { service > 0 }

    var isListed: Bool { !isDeleted && !isHidden }

    /// The sender as resources and filters know it.
    var shownFrom: AddressID { tellsFrom ? from : .none }

    /// What lists are sorted by: the moment of sending, and that of creation while there is none.
    var listMoment: UInt32 { sent == 0 ? created : sent }
}

/// The place of a message among all messages of its account, in the order of their creation.
struct MessageNumber: Hashable, Comparable, Sendable {
    var value: UInt32

    init(_ value: Int) { self.value = UInt32(value) }

    var index: Int { Int(value) }

    static func < (one: MessageNumber, other: MessageNumber) -> Bool { one.value < other.value }
}
