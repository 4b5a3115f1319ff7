package import Messaging

/// The members of one object that somebody sent, taken out one by one.
///
/// What does not fit is noted with its JSON pointer, and reading goes on with a stand-in, so that a person learns
/// everything that is wrong at once. No stand-in gets out: `read` throws when anything was noted. Members that nobody
/// asks for are passed over.
package struct BodyFields {
    private let members: [String: BodyJSON]
    private let pointer: String
    private var faults: [FieldFault] = []
    /// What each fault is called, in the same order.
    private var codes: [APIErrorCode] = []

    private init(_ members: [String: BodyJSON], _ pointer: String) { (self.members, self.pointer) = (members, pointer) }

    /// What `body` makes of the object in `bytes`, or everything that is wrong with it.
    package static func read<Value>(
        _ bytes: [UInt8], valueLimit: Int = BodyJSONParser.requestLimit, _ body: (inout BodyFields) -> Value
    ) throws(APIErrorBody) -> Value {
        let json: BodyJSON
        do { json = try BodyJSON(bytes, valueLimit: valueLimit) } catch {
            if case .duplicate = error.reason {
                throw APIErrorBody(.invalidRequest, error.description, errors: [FieldFault("", error.description)])
            }
            throw APIErrorBody(.malformedJSON, error.description)
        }
        guard case .object(let members) = json else {
            throw APIErrorBody(.invalidRequest, errors: [FieldFault("", "an object is needed, not \(json.kind)")])
        }
        var fields = BodyFields(members, "")
        let value = body(&fields)
        guard !fields.faults.isEmpty else { return value }
        // A word of its own is given to what is wrong alone; several things together are a request that does not fit.
        let code = Set(fields.codes).count == 1 ? fields.codes[0] : .invalidRequest
        throw APIErrorBody(code, errors: fields.faults)
    }

    /// Whether the member is there at all, were it null.
    package func has(_ name: String) -> Bool { members[name] != nil }

    package mutating func fault(_ name: String, _ reason: String, code: APIErrorCode = .invalidRequest) {
        faults.append(FieldFault(place(name), reason))
        codes.append(code)
    }

    /// A member that has to be there.
    package mutating func needed<Value>(_ name: String, _ value: Value?, else standIn: Value) -> Value {
        if value == nil, !faults.contains(where: { $0.pointer == place(name) }) { fault(name, "is needed") }
        return value ?? standIn
    }

    /// A text of at most `limit` characters; null reads as absent.
    package mutating func text(_ name: String, limit: Int = 200) -> String? {
        guard let member = present(name) else { return nil }
        guard case .text(let text) = member else { return misfit(name, "a string", member) }
        guard !text.utf8.contains(0) else { return refuse(name, "holds a character of value zero") }
        guard text.unicodeScalars.count <= limit else { return refuse(name, "has more than \(limit) characters") }
        return text
    }

    /// A text of which a reader sees something, without control characters: a name.
    package mutating func name(_ name: String, limit: Int = 100) -> String? {
        guard let text = text(name, limit: limit) else { return nil }
        guard !VisibleText.isBlank(text) else { return refuse(name, "is blank") }
        guard !text.unicodeScalars.contains(where: { $0.value < 32 || (127...159).contains($0.value) }) else {
            return refuse(name, "holds control characters")
        }
        return text
    }

    package mutating func flag(_ name: String) -> Bool? {
        guard let member = present(name) else { return nil }
        guard case .bool(let flag) = member else { return misfit(name, "a truth value", member) }
        return flag
    }

    package mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let member = present(name) else { return nil }
        guard case .number = member else { return misfit(name, "a number", member) }
        guard let number = member.integer, range.contains(number) else {
            return refuse(name, "is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A moment in RFC 3339.
    package mutating func moment(_ name: String) -> Instant? {
        guard let text = text(name, limit: 64) else { return nil }
        return Instant(rfc3339: text) ?? refuse(name, "is no time of RFC 3339, such as 2026-11-23T14:02:30Z")
    }

    /// One of the words of an enumeration.
    package mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String) -> Word?
    where Word.RawValue == String {
        guard let text = text(name) else { return nil }
        return Word(rawValue: text) ?? refuse(name, Self.choice(Word.self))
    }

    /// Several words of an enumeration, each at most once.
    package mutating func words<Word: RawRepresentable & CaseIterable & Hashable>(_ name: String) -> Set<Word>?
    where Word.RawValue == String {
        guard let member = present(name) else { return nil }
        guard case .list(let elements) = member else { return misfit(name, "an array", member) }
        var words: Set<Word> = []
        for (index, element) in elements.enumerated() {
            guard let word = element.string.flatMap(Word.init(rawValue:)) else {
                return refuse("\(name)/\(index)", Self.choice(Word.self))
            }
            words.insert(word)
        }
        return words
    }

    package mutating func identifier<ID: EntityID>(_ name: String, _ kind: ID.Type = ID.self) -> ID? {
        guard let text = text(name, limit: 64) else { return nil }
        return ID(text) ?? refuse(name, "is no UUID")
    }

    /// An object within: `body` takes its members.
    package mutating func within<Value>(_ name: String, _ body: (inout BodyFields) -> Value) -> Value? {
        guard let member = present(name) else { return nil }
        guard case .object(let inner) = member else { return misfit(name, "an object", member) }
        var fields = BodyFields(inner, place(name))
        let value = body(&fields)
        faults += fields.faults
        codes += fields.codes
        return value
    }

    /// The objects of an array: `body` takes the members of each.
    package mutating func list<Value>(_ name: String, _ body: (inout BodyFields) -> Value) -> [Value]? {
        guard let member = present(name) else { return nil }
        guard case .list(let elements) = member else { return misfit(name, "an array", member) }
        var values: [Value] = []
        for (index, element) in elements.enumerated() {
            guard case .object(let inner) = element else { return misfit("\(name)/\(index)", "an object", element) }
            var fields = BodyFields(inner, place("\(name)/\(index)"))
            values.append(body(&fields))
            faults += fields.faults
            codes += fields.codes
        }
        return values
    }

    /// The texts of an array.
    package mutating func texts(_ name: String, limit: Int = 200) -> [String]? {
        guard let member = present(name) else { return nil }
        guard case .list(let elements) = member else { return misfit(name, "an array", member) }
        let texts = elements.compactMap(\.string).filter { $0.unicodeScalars.count <= limit && !$0.utf8.contains(0) }
        guard texts.count == elements.count else { return refuse(name, "holds what is no text, or too long") }
        return texts
    }

    /// What becomes of a member that may be left alone, taken away (null), or set to what `read` finds.
    package mutating func change<Value>(
        _ name: String, _ read: (inout BodyFields, String) -> Value?
    ) -> FieldChange<Value> {
        guard let member = members[name] else { return .keep }
        return member == .null ? .clear : read(&self, name).map(FieldChange.set) ?? .keep
    }

    private func present(_ name: String) -> BodyJSON? { members[name].flatMap { $0 == .null ? nil : $0 } }

    private mutating func misfit<Value>(_ name: String, _ wanted: String, _ found: BodyJSON) -> Value? {
        refuse(name, "has to be \(wanted), not \(found.kind)")
    }

    private mutating func refuse<Value>(_ name: String, _ reason: String) -> Value? {
        fault(name, reason)
        return nil
    }

    private func place(_ name: String) -> String { "\(pointer)/\(name)" }

    private static func choice<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
    where Word.RawValue == String {
        "is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))"
    }
}

/// What a request makes of one member of an object.
package enum FieldChange<Value: Hashable & Sendable>: Hashable, Sendable {
    case keep, clear
    case set(Value)

    /// What there is afterwards, where `value` was before.
    package func applied(to value: Value?) -> Value? {
        switch self {
        case .keep: value
        case .clear: nil
        case .set(let new): new
        }
    }
}
