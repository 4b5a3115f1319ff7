internal import Messaging

/// A row of the message table.
struct MessageRecord: Equatable {
    var id: Int64
    let lead: Int64
    var position: Int64
    var conversation: Int64
    var direction: Direction
    var externalID: SIDKey?
    var status: DeliveryState?
    var sendState: SendState?
    var errorCode: Int?
    var errorText: String?
    var segments: Int?
    var mediaCount = 0
    var price: Price?
    var createdAt: Instant
    var sentAt: Instant?
    var updatedAt: Instant?
    var body: String
    /// Whether it was written on this machine, rather than read in the remote's list.
    var isMadeHere = false
    /// When the remote is to send it, where a person wanted it later.
    var sendAt: Instant?

    var kind: MessageKind { MessageKind(direction: direction, status: status, sendState: sendState) }

    /// The columns in the order in which they are read and bound.
    private static let names = [
        "id", "lead_id", "position", "kind", "conversation_id", "external_id", "status", "send_state", "error_code",
        "error_text", "segments", "media_count", "price", "price_unit", "created_at", "sent_at", "updated_at", "body",
        "made_here", "send_at",
    ]

    static let columns = names.joined(separator: ", ")
    static let parameters = names.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    /// Sets every column but the id.
    static let assignments = names.indices.dropFirst().map { "\(names[$0]) = ?\($0 + 1)" }.joined(separator: ", ")

    /// Reads the row the query stands on.
    init(_ row: Prepared) {
        id = row.int(0)
        lead = row.int(1)
        position = row.int(2)
        direction = row.int(3) == MessageKind.inbound.rawValue ? .inbound : .outbound
        conversation = row.int(4)
        externalID = row.sidKey(5)
        status = row.status(6)
        sendState = row.sendState(7)
        errorCode = row.optionalInt(8).map(Int.init)
        errorText = row.optionalText(9)
        segments = row.optionalInt(10).map(Int.init)
        mediaCount = Int(row.int(11))
        price = row.optionalInt(12).map { Price(millionths: $0, unit: row.text(13)) }
        createdAt = Instant(milliseconds: row.int(14))
        sentAt = row.instant(15)
        updatedAt = row.instant(16)
        body = row.text(17)
        isMadeHere = row.int(18) == 1
        sendAt = row.instant(19)
    }

    init(
        id: Int64, lead: Int64, position: Int64, conversation: Int64, direction: Direction, createdAt: Instant,
        body: String
    ) {
        (self.id, self.lead, self.position, self.conversation) = (id, lead, position, conversation)
        (self.direction, self.createdAt, self.body) = (direction, createdAt, body)
    }

    /// Binds all columns, in the order of `columns`.
    func bind(to statement: Prepared) {
        statement.bind(1, id)
        statement.bind(2, lead)
        statement.bind(3, position)
        statement.bind(4, kind.rawValue)
        statement.bind(5, conversation)
        statement.bind(6, externalID)
        statement.bind(7, status)
        statement.bind(8, sendState?.code)
        statement.bind(9, errorCode.map(Int64.init))
        statement.bind(10, errorText)
        statement.bind(11, segments.map(Int64.init))
        statement.bind(12, mediaCount)
        statement.bind(13, price?.millionths)
        statement.bind(14, price?.unit)
        statement.bind(15, createdAt)
        statement.bind(16, sentAt)
        statement.bind(17, updatedAt)
        statement.bind(18, body)
        statement.bind(19, isMadeHere ? 1 : 0)
        statement.bind(20, sendAt)
    }

    /// Takes over what the remote says, by its own date of change; `false` when that is older than what is known.
    mutating func merge(_ remote: RemoteMessage) -> Bool {
        if let known = updatedAt, let told = remote.updatedAt, told < known { return false }
        let isStepBack = remote.status.rank < (status?.rank ?? 0)
        status = remote.status
        if remote.errorCode != nil {
            errorCode = remote.errorCode
            errorText = remote.errorText ?? errorText
        } else if !isStepBack, !remote.status.isFailure {
            (errorCode, errorText) = (nil, nil)
        }
        segments = remote.segments.flatMap { $0 > 0 ? $0 : nil } ?? segments
        mediaCount = max(remote.mediaCount, mediaCount)
        price = remote.price ?? price
        createdAt = remote.createdAt ?? createdAt
        sentAt = remote.sentAt ?? sentAt
        updatedAt = remote.updatedAt ?? updatedAt
        if remote.isBodyTold { body = remote.body }
        return true
    }

    /// When the message counts as said.
    var moment: Instant { sentAt ?? createdAt }
}
