internal import Messaging

/// The form of a JSON value, as the OpenAPI document describes it (JSON Schema 2020-12).
///
/// What answers is described whole; what asks is described as it has to be, and may hold more.
indirect enum BodySchema: Sendable {
    case text(limit: Int?)
    case uuid
    case moment
    case pattern(String)
    case words([String])
    case integer(ClosedRange<Int>)
    case flag
    case list(BodySchema)
    case object([Member])
    case nullable(BodySchema)
    /// One of several forms.
    case choice([BodySchema])
    /// One of the document's named schemas.
    case reference(String)

    /// One member of an object.
    struct Member: Sendable {
        let name: String
        let schema: BodySchema
        let isNeeded: Bool

        init(_ name: String, _ schema: BodySchema) { (self.name, self.schema, isNeeded) = (name, schema, true) }

        private init(optional name: String, _ schema: BodySchema) {
            (self.name, self.schema, isNeeded) = (name, schema, false)
        }

        static func optional(_ name: String, _ schema: BodySchema) -> Member { Member(optional: name, schema) }
    }

    static func words<Word: RawRepresentable & CaseIterable>(of type: Word.Type) -> BodySchema
    where Word.RawValue == String {
        .words(Word.allCases.map(\.rawValue))
    }

    var line: JSONLine {
        var line = JSONLine()
        switch self {
        case .text(let limit):
            line.set("type", "string")
            if let limit { line.set("maxLength", limit) }
        case .uuid: Self.string("format", "uuid", &line)
        case .moment: Self.string("format", "date-time", &line)
        case .pattern(let pattern): Self.string("pattern", pattern, &line)
        case .words(let words):
            line.set("type", "string")
            line.set("enum", words)
        case .integer(let range):
            line.set("type", "integer")
            line.set("minimum", range.lowerBound)
            if range.upperBound < Int.max { line.set("maximum", range.upperBound) }
        case .flag: line.set("type", "boolean")
        case .list(let element):
            line.set("type", "array")
            line.set("items", element.line)
        case .object(let members): Self.object(members, &line)
        case .nullable(let schema):
            var null = JSONLine()
            null.set("type", "null")
            line.set("anyOf", [schema.line, null])
        case .choice(let schemas): line.set("anyOf", schemas.map(\.line))
        case .reference(let name): line.set("$ref", "#/components/schemas/\(name)")
        }
        return line
    }

    private static func string(_ keyword: String, _ value: String, _ line: inout JSONLine) {
        line.set("type", "string")
        line.set(keyword, value)
    }

    private static func object(_ members: [Member], _ line: inout JSONLine) {
        var properties = JSONLine()
        for member in members { properties.set(member.name, member.schema.line) }
        line.set("type", "object")
        line.set("properties", properties)
        let needed = members.filter(\.isNeeded).map(\.name)
        if !needed.isEmpty { line.set("required", needed) }
    }
}
