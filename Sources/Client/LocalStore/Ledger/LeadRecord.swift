internal import Messaging

/// The columns of a lead that follow from its messages, and the rules by which they follow.
///
/// Positions are places in time (`TimePlace`), 0 where there is none.
struct LeadRecord: Equatable {
    var id: Int64
    var flags: LeadFlags = []
    var unread: Int64 = 0
    var activity: Int64
    var lastMessage: Int64?
    /// Inbound messages up to here count as read.
    var readPosition: Int64 = 0
    var inPosition: Int64 = 0
    var outPosition: Int64 = 0
    var failedPosition: Int64 = 0
    /// The first inbound message that nothing of ours answers.
    var waitingPosition: Int64 = 0
    /// The message that last said whether we may write.
    var wordPosition: Int64 = 0
    var ourNumber: Int64?
    /// The conversation on that number.
    var ourConversation: Int64?

    /// Those who wait come first, the longest first; the others after them, the latest first.
    var waitingKey: Int64 { isWaiting ? waitingPosition : Int64.max - activity }

    /// Whether somebody should answer: an unanswered message alone does not wait where no answer may or can be sent,
    /// nor where a person is done with the lead or has put it off.
    var isWaiting: Bool { waitingPosition > 0 && flags.isDisjoint(with: Self.quieting) }

    private static let quieting: LeadFlags = [.stopped, .blocked, .unanswerable, .snoozed, .closed]

    /// Takes in a message that was not there before. `false` when the rest of the lead's messages have to be looked at.
    mutating func absorb(_ message: MessageRecord, number: Int64?) -> Bool {
        let (id, position, kind) = (message.id, message.position, message.kind)
        if kind != .void, lastMessage == nil || position >= activity {
            activity = position
            lastMessage = id
        }
        switch kind {
        case .inbound:
            if position > inPosition {
                inPosition = position
                setOurs(number, message.conversation)
            }
            if position > outPosition {
                waitingPosition = waitingPosition == 0 ? position : min(waitingPosition, position)
                if position > readPosition { unread += 1 }
            }
        case .spoken:
            if inPosition == 0, position > outPosition { setOurs(number, message.conversation) }
            let answersSome = waitingPosition > 0 && position > waitingPosition
            outPosition = max(outPosition, position)
            if answersSome, position < inPosition { return false }
            if answersSome { (waitingPosition, unread) = (0, 0) }
        case .failed:
            failedPosition = max(failedPosition, position)
        case .void: break
        }
        refreshFlags()
        return true
    }

    private mutating func setOurs(_ number: Int64?, _ conversation: Int64) {
        guard let number else { return }
        (ourNumber, ourConversation) = (number, conversation)
    }

    /// Opens a lead again that a person is done with, where the answer that was to settle it has not arrived.
    mutating func reopen(for message: MessageRecord) {
        guard message.kind == .failed, message.position >= outPosition else { return }
        flags.remove(.closed)
    }

    /// Sets the flags that follow from the other columns.
    mutating func refreshFlags() {
        flags.formIntersection(.independent)
        if !flags.isDisjoint(with: [.stopped, .blocked]) { flags.insert(.optedOut) }
        if unread > 0 { flags.insert(.unread) }
        if isWaiting { flags.insert(.waiting) }
        if failedPosition > outPosition { flags.insert(.failed) }
    }
}

/// One column that the ledger keeps for a lead: its name, and how it goes from a record into the table and back.
///
/// `all` is the only list of them. Reading, writing and binding go through it, whoever does them; a column that is
/// added to it is carried everywhere.
struct LeadColumn: Sendable {
    let name: String
    /// Whether an index is made of it, which SQLite would write anew with each value that is set, even with the same.
    let isIndexed: Bool
    let value: @Sendable (LeadRecord) -> Int64?
    /// `nil` for what follows from other columns and is there to sort by.
    let take: (@Sendable (inout LeadRecord, Int64?) -> Void)?

    static let activity = number("activity", { $0.activity }, { $0.activity = $1 }, isIndexed: true)
    static let waitingKey = LeadColumn(
        name: "waiting_key", isIndexed: true, value: { $0.waitingKey }, take: nil)
    static let flags = number(
        "flags", { $0.flags.rawValue }, { $0.flags = LeadFlags(rawValue: $1) }, isIndexed: true)
    static let unread = number("unread", { $0.unread }, { $0.unread = $1 })
    static let waitingPosition = number("waiting_position", { $0.waitingPosition }, { $0.waitingPosition = $1 })

    static let all: [LeadColumn] = [
        activity,
        waitingKey,
        flags,
        unread,
        optional("last_message", { $0.lastMessage }, { $0.lastMessage = $1 }),
        number("read_position", { $0.readPosition }, { $0.readPosition = $1 }),
        number("in_position", { $0.inPosition }, { $0.inPosition = $1 }),
        number("out_position", { $0.outPosition }, { $0.outPosition = $1 }),
        number("failed_position", { $0.failedPosition }, { $0.failedPosition = $1 }),
        waitingPosition,
        number("word_position", { $0.wordPosition }, { $0.wordPosition = $1 }),
        optional("our_number", { $0.ourNumber }, { $0.ourNumber = $1 }),
        optional("our_conversation", { $0.ourConversation }, { $0.ourConversation = $1 }),
    ]

    private static func number(
        _ name: String, _ value: @escaping @Sendable (LeadRecord) -> Int64,
        _ take: @escaping @Sendable (inout LeadRecord, Int64) -> Void, isIndexed: Bool = false
    ) -> LeadColumn {
        LeadColumn(name: name, isIndexed: isIndexed, value: { value($0) }, take: { take(&$0, $1 ?? 0) })
    }

    private static func optional(
        _ name: String, _ value: @escaping @Sendable (LeadRecord) -> Int64?,
        _ take: @escaping @Sendable (inout LeadRecord, Int64?) -> Void
    ) -> LeadColumn {
        LeadColumn(name: name, isIndexed: false, value: value, take: take)
    }

    /// The names of all columns, for a statement that writes a lead.
    static let names = all.map(\.name).joined(separator: ", ")

    /// As many parameters as there are columns, the first with this number.
    static func parameters(from first: Int) -> String {
        all.indices.map { "?\(first + $0)" }.joined(separator: ", ")
    }

    /// Sets every column, or all that no index is made of, to the parameter that `parameters` gives it.
    static func assignments(from first: Int, isQuiet: Bool) -> String {
        all.indices.filter { !isQuiet || !all[$0].isIndexed }.map { "\(all[$0].name) = ?\(first + $0)" }
            .joined(separator: ", ")
    }

    /// What a query reads for `LeadRecord.init(_:id:from:)`; `table` is what it calls the table.
    static func selected(_ table: String) -> String {
        readable.map { "\(table).\($0.name)" }.joined(separator: ", ")
    }

    static let readable = all.filter { $0.take != nil }
}

extension LeadRecord {
    /// Reads the row the query stands on, whose columns from `first` on are `LeadColumn.selected`.
    init(_ row: Prepared, id: Int64, from first: Int32) {
        self.init(id: id, activity: 0)
        for (place, column) in LeadColumn.readable.enumerated() {
            column.take?(&self, row.optionalInt(first + Int32(place)))
        }
    }

    /// Binds every column, or all that no index is made of, to the parameters from `first` on.
    func bind(to statement: Prepared, from first: Int32, isQuiet: Bool = false) {
        for (place, column) in LeadColumn.all.enumerated() where !isQuiet || !column.isIndexed {
            statement.bind(first + Int32(place), column.value(self))
        }
    }

    /// Whether every column of which an index is made is as in `other`.
    func isSorted(like other: LeadRecord) -> Bool {
        LeadColumn.all.allSatisfy { !$0.isIndexed || $0.value(self) == $0.value(other) }
    }
}
