package import Messaging

/// A body that the server writes and the client reads again: both are ours, so one type does both.
package protocol AnswerBody: Hashable, Sendable {
    /// Takes the members of an answer. Members that a younger server adds are passed over.
    init(_ fields: inout BodyFields)

    var line: JSONLine { get }
}

extension AnswerBody {
    package var text: String { line.text }

    /// Reads a whole answer. What throws is no answer of this contract; its faults say where it is otherwise.
    package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Self {
        try BodyFields.read(bytes, valueLimit: BodyJSONParser.answerLimit) { Self(&$0) }
    }
}

extension BodyFields {
    /// A text of an answer, however long.
    mutating func said(_ name: String) -> String? { text(name, limit: .max) }

    /// What every object of an answer has, with a stand-in that never gets out.
    mutating func id<ID: EntityID>(_ name: String) -> ID { needed(name, identifier(name), else: ID(.least)) }
    mutating func count(_ name: String) -> Int { needed(name, integer(name, in: 0...Int.max), else: 0) }
    mutating func truth(_ name: String) -> Bool { needed(name, flag(name), else: false) }
    mutating func time(_ name: String) -> Instant { needed(name, moment(name), else: Instant(milliseconds: 0)) }
    mutating func word(of name: String) -> String { needed(name, said(name), else: "") }

    /// A number of a tenant's sequence.
    mutating func ordinal(_ name: String) -> Int64? { integer(name, in: 0...Int.max).map { Int64($0) } }

    /// The state of a lead or a conversation; a word that this program does not know reads as open, so that nothing of
    /// what a person has to look at is hidden.
    mutating func leadState(_ name: String) -> LeadState {
        needed(name, said(name).map { LeadState(rawValue: $0) ?? .open }, else: .open)
    }
}
