import HTTPTypes
import Messaging
import Testing

@testable import CRMAPI

@Suite("The OpenAPI document")
struct APIDocumentTests {
    private let document: BodyJSON

    init() throws { document = try BodyJSON(Array(APIDocument.text(version: "1.0").utf8)) }

    @Test("it holds every route by its method and path, with its scope, and nothing else")
    func routes() {
        let written = Set(
            document["paths"].names.flatMap { path in document["paths"][path].names.map { "\($0) \(path)" } })
        let forms = Route.all.map { $0(Route.zero).form }

        let routes = Set(forms.map { "\($0.method.rawValue.lowercased()) \($0.path.template)" })
        #expect(
            written.subtracting(routes) == [
                "post /api/webhooks/twilio/sms", "post /api/webhooks/twilio/status", "get /media/{link}",
            ])
        #expect(written.isSuperset(of: routes))
        for form in forms {
            let security = document["paths"][form.path.template][form.method.rawValue.lowercased()]["security"].elements
            switch form.access {
            case .open: #expect(security == [])
            case .signedIn: #expect(security == [.object(["bearer": .list([])])])
            case .scope(let scope): #expect(security == [.object(["bearer": .list([.text(scope.rawValue)])])])
            }
        }
    }

    @Test("whatever it refers to is in it, and whatever is in it is referred to")
    func references() {
        var references: Set<String> = []
        func walk(_ json: BodyJSON) {
            if let reference = json["$ref"].string { references.insert(reference) }
            for name in json.names { walk(json[name]) }
            json.elements.forEach(walk)
        }
        walk(document["paths"])
        walk(document["components"])

        let named = document["components"]["schemas"].names.map { "#/components/schemas/\($0)" }
        #expect(references == Set(named))
        #expect(Set(named).count == APIDocument.schemas.count)
    }

    @Test("operations have names of their own, and an idempotency key exactly where one is taken")
    func operations() {
        var names: Set<String> = []
        for make in Route.all {
            let form = make(Route.zero).form
            let operation = document["paths"][form.path.template][form.method.rawValue.lowercased()]
            let parameters = operation["parameters"].elements.compactMap { $0["name"].string }
            names.insert(operation["operationId"].string ?? "")
            #expect(parameters.contains("Idempotency-Key") == form.takesIdempotencyKey)
            #expect(parameters.contains("id") == form.path.template.contains("{id}"))
            #expect(operation["responses"].names.contains { $0.hasPrefix("2") })
            let answers = operation["responses"].names
            #expect(answers.contains("401") == (form.access != .open))
            #expect(answers.contains("404") == form.path.template.contains("{id}") || operation["requestBody"] != .null)
            // What the rules of every route may say before the route itself is asked.
            let rules = form.takesIdempotencyKey ? ["400", "409", "413", "415", "422"] : []
            #expect(Set(answers).isSuperset(of: rules))
            #expect(parameters.contains("If-Match") == (form.method == .patch))
        }
        #expect(names.count == Route.all.count)
    }

    @Test("answers have the form that the document promises")
    func answers() throws {
        let id = Route.zero
        let moment = Instant(seconds: 1_704_067_200)
        let channel = ChannelBody(
            id: ChannelID(id), userID: UserID(id), name: "n", status: .inactive,
            credentials: ChannelBody.Credentials(
                accountSID: "AC0123456789abcdef0123456789abcdef", authToken: "0123456789abcdef",
                phoneNumber: "+12025550147", messagingServiceSID: "MG0123456789abcdef0123456789abcdef"),
            settings: ChannelBody.Settings(
                mps: 3, timezone: "America/New_York", quietHours: ChannelBody.QuietHours(start: 1260, end: 480)),
            activation: .pending, createdAt: moment, version: 7)
        let user = UserBody(id: UserID(id), name: "ann", status: .active, createdAt: moment, version: 1)
        let token = TokenBody(
            id: TokenID(id), userID: UserID(id), label: "laptop", scopes: [.read, .send], createdAt: moment)
        let entry = AuditBody(id: AuditID(id), moment: moment, userID: nil, action: "user.create")
        var caller = CallerBody(
            user: user, tenantID: TenantID(id), tenantName: "t", tokenID: TokenID(id), tokenLabel: "l", scopes: [.read])
        caller.server = CallerBody.Server(id: ServerID(id), epoch: ServerEpoch(id))
        #expect(try CallerBody.read(Array(caller.text.utf8)) == caller)
        let finding = FindingsBody.Finding("webhook_elsewhere", .soft, "d", remedy: "r")
        let plan = WebhookPlanBody([.init("SmsUrl", present: nil, wanted: "https://crm.example/x")], isApplied: false)
        let answers = [
            ("Channel", channel.masked), ("Channel", channel.echoed), ("User", user.text), ("Token", token.text),
            ("NewlyMadeToken", token.text(token: "llt_x")), ("Caller", caller.text),
            ("Findings", FindingsBody([finding]).text), ("WebhookPlan", plan.text),
            ("ChannelPage", PageBody([channel], next: Cursor(.channels, id: id)).text),
            ("UserPage", PageBody([user], next: nil).text), ("TokenPage", PageBody([token], next: nil).text),
            ("AuditPage", PageBody([entry], next: nil).text), ("Health", HealthBody([("database", nil)]).text),
            ("LeadPage", PageBody([TalkBodyTests.lead]).text),
            ("ChangedLead", LeadBody.Changed(TalkBodyTests.lead, lost: ["name"]).text),
            ("ChangedConversation", ConversationBody.Changed(TalkBodyTests.conversation, lost: []).text),
            ("Message", TalkBodyTests.message.text),
            ("Changes", ChangesBody(TalkBodyTests.items, next: "n", hasMore: false).text),
            ("Problem", APIErrorBody(.rateLimited, retryAfter: 2).text),
        ]
        for (name, text) in answers {
            let answer = try BodyJSON(Array(text.utf8))
            let schema = BodyJSON.object(["$ref": .text("#/components/schemas/\(name)")])
            #expect(SchemaCheck(document).faults(answer, schema) == [])
        }
    }
}

extension BodyJSON {
    subscript(name: String) -> BodyJSON {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    var names: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }
}

/// Holds values against the schemas of a document, as far as ours go. A member that no schema knows is a fault too:
/// an answer is described whole.
struct SchemaCheck {
    let document: BodyJSON

    init(_ document: BodyJSON) { self.document = document }

    func faults(_ value: BodyJSON, _ schema: BodyJSON, _ place: String = "") -> [String] {
        if let reference = schema["$ref"].string {
            let name = String(reference.split(separator: "/").last ?? "")
            return faults(value, document["components"]["schemas"][name], place)
        }
        let choices = schema["anyOf"].elements
        if !choices.isEmpty {
            return choices.contains { faults(value, $0, place).isEmpty } ? [] : ["\(place) fits no choice"]
        }
        switch (schema["type"].string, value) {
        case ("object", .object(let members)):
            let needed = schema["required"].elements.compactMap(\.string)
            let missing = needed.filter { members[$0] == nil }.map { "\(place)/\($0) is missing" }
            let isOpen = schema["properties"].names.isEmpty
            return missing
                + members.flatMap { name, member in
                    schema["properties"].names.contains(name)
                        ? faults(member, schema["properties"][name], "\(place)/\(name)")
                        : isOpen ? [] : ["\(place)/\(name) is unknown"]
                }
        case ("array", .list(let elements)): return elements.flatMap { faults($0, schema["items"], "\(place)/-") }
        case ("string", .text(let text)): return self.faults(text, schema, place)
        case ("integer", .number), ("boolean", .bool), ("null", .null): return []
        case (let type, let value): return ["\(place) is \(value.kind), not \(type ?? "known")"]
        }
    }

    private func faults(_ text: String, _ schema: BodyJSON, _ place: String) -> [String] {
        let words = schema["enum"].elements.compactMap(\.string)
        if !words.isEmpty, !words.contains(text) { return ["\(place) is no known word"] }
        switch schema["format"].string {
        case "uuid": return UniqueID(text) == nil ? ["\(place) is no UUID"] : []
        case "date-time": return Instant(rfc3339: text) == nil ? ["\(place) is no time"] : []
        default: break
        }
        guard let pattern = schema["pattern"].string else { return [] }
        return (try? Regex(pattern).wholeMatch(in: text)) == nil ? ["\(place) does not fit \(pattern)"] : []
    }
}
