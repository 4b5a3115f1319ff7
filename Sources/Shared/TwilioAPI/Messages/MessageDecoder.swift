internal import Messaging

/// Reads messages one after the other, quicker the more they are alike.
///
/// It looks for a member where the message before had it, and shares the texts that repeat from row to row.
struct MessageDecoder {
    /// The members that are read, by Twilio's names.
    enum Field: String, CaseIterable {
        case accountSID = "account_sid"
        case body
        case dateCreated = "date_created"
        case dateSent = "date_sent"
        case dateUpdated = "date_updated"
        case direction
        case errorCode = "error_code"
        case errorMessage = "error_message"
        case from
        case messagingServiceSID = "messaging_service_sid"
        case numMedia = "num_media"
        case numSegments = "num_segments"
        case price
        case priceUnit = "price_unit"
        case sid, status, to
    }

    private let names = Field.allCases.map { (field: $0, bytes: Array($0.rawValue.utf8)) }
    private var expected = 0
    private var accountSID = Repeating()
    private var serviceSID = Repeating()
    private var unit = Repeating()
    private var states: [(word: [UInt8], state: DeliveryState)] = []

    /// The next value as a message; `nil` when it is none, because it is no object or has no proper SID.
    mutating func message(_ reader: inout JSONReader) throws(DecodingFault) -> MessageResource? {
        guard try reader.kind() == .object else {
            try reader.skip()
            return nil
        }
        var message = MessageResource(sid: "", direction: .outbound, isFromAPI: false, status: .other("unknown"))
        message.isBodyTold = false
        var amount: Decimal?
        var currency: String?
        var hasDirection = false
        try reader.members { reader, name throws(DecodingFault) in
            guard let field = field(name) else { return try reader.skip() }
            guard let text = try reader.scalar() else { return }
            switch field {
            case .price: amount = text.withBytes { Decimal($0) }
            case .priceUnit: currency = unit.string(text)
            case .direction:
                hasDirection = true
                message.direction = text == "inbound" ? .inbound : .outbound
                message.isFromAPI = text == "outbound-api"
            default: take(text, as: field, into: &message)
            }
        }
        guard SID.isMessage(message.sid) else { return nil }
        message.price = amount.map { Price(millionths: $0.millionths, unit: currency?.uppercased() ?? "USD") }
        if !hasDirection {
            message.direction = message.status == .received || message.status == .receiving ? .inbound : .outbound
            message.isFromAPI = message.direction == .outbound
        }
        return message
    }

    private mutating func take(_ text: JSONText, as field: Field, into message: inout MessageResource) {
        switch field {
        case .accountSID: message.accountSID = accountSID.string(text)
        case .body: (message.body, message.isBodyTold) = (text.string, true)
        case .dateCreated: message.dateCreated = text.withBytes(InternetDate.instant)
        case .dateSent: message.dateSent = text.withBytes(InternetDate.instant)
        case .dateUpdated: message.dateUpdated = text.withBytes(InternetDate.instant)
        case .errorCode: message.errorCode = text.integer
        case .errorMessage: message.errorMessage = text.isEmpty ? nil : text.string
        case .from: message.from = text.isEmpty ? nil : text.string
        case .messagingServiceSID: message.messagingServiceSID = text.isEmpty ? nil : serviceSID.string(text)
        case .numMedia: message.numMedia = max(0, text.integer ?? 0)
        case .numSegments: message.numSegments = text.integer
        case .sid: message.sid = text.string
        case .status: message.status = state(text)
        case .to: message.to = text.isEmpty ? nil : text.string
        case .price, .priceUnit, .direction: break
        }
    }

    /// The field of that name, looked for first where the last row's order would have it.
    private mutating func field(_ name: JSONText) -> Field? {
        name.withBytes { bytes in
            for step in names.indices {
                let index = (expected + step) % names.count
                guard names[index].bytes.count == bytes.count, names[index].bytes.elementsEqual(bytes) else { continue }
                expected = index + 1
                return names[index].field
            }
            return nil
        }
    }

    private mutating func state(_ text: JSONText) -> DeliveryState {
        text.withBytes { bytes in
            if let known = states.first(where: { $0.word.elementsEqual(bytes) }) { return known.state }
            let state = DeliveryState(word: text.string)
            if states.count < 16 { states.append((Array(bytes), state)) }
            return state
        }
    }
}

/// A text that mostly equals the one before it, and then shares its memory.
private struct Repeating {
    private var last = ""

    mutating func string(_ text: JSONText) -> String {
        if !text.equals(last) { last = text.string }
        return last
    }
}
