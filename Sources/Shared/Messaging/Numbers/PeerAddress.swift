/// Who is at the other end of a conversation, as the carrier names them.
package enum PeerAddress: Hashable, Sendable {
    /// A telephone number. The only kind that can be answered by SMS.
    case number(PhoneNumber)
    /// Five or six digits that a company rents, such as `72345`.
    case shortCode(String)
    /// A name in place of a number, such as `MYBANK`.
    case name(String)
    /// An address of another service, such as `whatsapp:+15551234567`.
    case channel(String)

    /// Who wrote a message whose sender the carrier has not told yet.
    package static let untold = PeerAddress.name("unknown")

    /// Reads an address as it stands in a message; every text is an address of some kind. A person who writes by RCS is
    /// the one who has that number, and can be answered there.
    package init(carrier text: String) {
        let isRCS = text.utf8.first == UInt8(ascii: "r") && text.hasPrefix("rcs:+")
        if let number = PhoneNumber(e164: isRCS ? String(text.dropFirst(4)) : text) {
            self = .number(number)
        } else if (3...8).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) {
            self = .shortCode(text)
        } else if text.contains(":") {
            self = .channel(text)
        } else {
            self = .name(text)
        }
    }

    /// The address exactly as the carrier sent it.
    package var text: String {
        switch self {
        case .number(let number): number.e164
        case .shortCode(let text), .name(let text), .channel(let text): text
        }
    }

    package var phoneNumber: PhoneNumber? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The name of the conversation with this address: `sms_` and the digits, or `smsid_` and the name in lower case.
    package var remoteJID: String {
        switch self {
        case .number(let number): "sms_" + number.digits
        case .shortCode(let digits): "sms_" + digits
        case .name(let text), .channel(let text): "smsid_" + text.lowercased()
        }
    }

    /// Why a reply to this address is refused, or `nil` where one can be sent.
    package var refusal: String? {
        switch self {
        case .number: nil
        case .shortCode: "A short code cannot be answered from here."
        case .name: "This sender is a name without a number and cannot be answered."
        case .channel: "This address belongs to another service and cannot be answered by SMS."
        }
    }
}
