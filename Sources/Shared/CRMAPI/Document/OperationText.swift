internal import HTTPTypes
internal import Messaging

/// One route as the document writes it.
struct OperationText {
    private let form: RouteForm
    private let description: RouteDescription

    init(_ form: RouteForm, _ description: RouteDescription) { (self.form, self.description) = (form, description) }

    var line: JSONLine {
        var line = JSONLine()
        line.set("operationId", description.name)
        line.set("summary", description.summary)
        line.set("security", security)
        if !parameters.isEmpty { line.set("parameters", parameters) }
        if let body = description.body {
            var request = JSONLine()
            request.set("required", description.isBodyNeeded)
            request.set("content", Self.content("application/json", .reference(body)))
            line.set("requestBody", request)
        }
        line.set("responses", responses)
        return line
    }

    /// Nobody's, anybody's, or the scope that a token needs.
    private var security: [JSONLine] {
        var need = JSONLine()
        switch form.access {
        case .open: return []
        case .signedIn: need.set("bearer", [String]())
        case .scope(let scope): need.set("bearer", [scope.rawValue])
        }
        return [need]
    }

    private var parameters: [JSONLine] {
        var all: [JSONLine] = []
        if form.path.template.contains("{id}") { all.append(Self.parameter("id", "path", .uuid, isNeeded: true)) }
        if description.isPaged {
            all.append(Self.parameter("limit", "query", .integer(description.pageLimits)))
            all.append(Self.parameter("cursor", "query", .text(limit: 1024)))
        }
        for member in description.parameters {
            all.append(Self.parameter(member.name, "query", member.schema, isNeeded: member.isNeeded))
        }
        if form.takesIdempotencyKey { all.append(Self.parameter("Idempotency-Key", "header", .text(limit: 255))) }
        if description.isPartial { all.append(Self.parameter("Range", "header", .text(limit: nil))) }
        if description.isVersioned { all.append(Self.parameter("If-Match", "header", .text(limit: nil))) }
        return all
    }

    private var responses: JSONLine {
        var responses = JSONLine()
        responses.set(String(description.status), success)
        if description.isPartial {
            responses.set("206", success)
            responses.set("416", Self.described("The part lies behind the end"))
        }
        Self.set(refusals, in: &responses)
        return responses
    }

    /// What may be refused, by status.
    static func set(_ codes: some Collection<APIErrorCode>, in responses: inout JSONLine) {
        let grouped = Dictionary(grouping: APIErrorCode.allCases.filter(codes.contains), by: \.status)
        for (status, codes) in grouped.sorted(by: { $0.key < $1.key }) {
            var refusal = JSONLine()
            refusal.set("description", codes.map(\.title).joined(separator: "; "))
            refusal.set("content", content(APIErrorBody.contentType, .reference("Problem")))
            responses.set(String(status), refusal)
        }
    }

    private var success: JSONLine {
        var success = JSONLine()
        success.set("description", description.summary)
        switch description.answer {
        case .schema(let name): success.set("content", Self.content("application/json", .reference(name)))
        case .plain(let type): success.set("content", Self.content(type, nil))
        case .nothing: break
        }
        return success
    }

    /// Everything that the route may refuse: its own, and what follows from its form.
    private var refusals: Set<APIErrorCode> {
        var codes = Set(description.errors)
        if form.access != .open { codes.formUnion([.unauthenticated, .unavailable]) }
        if form.access != .open, form.isMetered { codes.insert(.rateLimited) }
        if case .scope = form.access { codes.insert(.scopeMissing) }
        if description.isPaged || !description.parameters.isEmpty { codes.insert(.invalidRequest) }
        if form.takesIdempotencyKey {
            codes.formUnion([
                .idempotencyKeyInvalid, .idempotencyKeyReused, .idempotencyKeyRunning, .bodyTooLarge, .malformedJSON,
                .unsupportedMediaType,
            ])
        }
        if description.body != nil { codes.insert(.invalidRequest) }
        return codes
    }

    static func described(_ text: String) -> JSONLine {
        var line = JSONLine()
        line.set("description", text)
        return line
    }

    private static func parameter(
        _ name: String, _ place: String, _ schema: BodySchema, isNeeded: Bool = false
    ) -> JSONLine {
        var line = JSONLine()
        line.set("name", name)
        line.set("in", place)
        if isNeeded { line.set("required", true) }
        line.set("schema", schema.line)
        return line
    }

    static func content(_ type: String, _ schema: BodySchema?) -> JSONLine {
        var media = JSONLine()
        if let schema { media.set("schema", schema.line) }
        var content = JSONLine()
        content.set(type, media)
        return content
    }
}
