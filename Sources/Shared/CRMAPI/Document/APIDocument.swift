internal import HTTPTypes
internal import Messaging

/// The OpenAPI 3.1 document, made of the same tables by which the server answers.
package enum APIDocument {
    /// The document for a server of this version of the program.
    package static func text(version: String) -> String {
        var about = JSONLine()
        about.set("title", "Leadline")
        about.set("version", version)
        about.set("description", "Text messages with sales leads, for several tenants.")
        var document = JSONLine()
        document.set("openapi", "3.1.0")
        document.set("info", about)
        document.set("paths", paths)
        document.set("components", components)
        return document.text
    }

    private static var paths: JSONLine {
        let routes = Route.all.map { $0(Route.zero) }
        var order: [String] = []
        var items: [String: JSONLine] = [:]
        for route in routes {
            let form = route.form
            let template = form.path.template
            if items[template] == nil { order.append(template) }
            items[template, default: JSONLine()]
                .set(form.method.rawValue.lowercased(), OperationText(form, route.description).line)
        }
        var paths = JSONLine()
        for template in order { paths.set(template, items[template]) }
        for address in OpenAddress.all {
            var item = JSONLine()
            item.set(address.method, address.line)
            paths.set(address.path, item)
        }
        return paths
    }

    /// Where a file is for whoever has its link.
    package static let mediaLink = "/media/{link}"

    private static var components: JSONLine {
        var schemas = JSONLine()
        for (name, schema) in Self.schemas { schemas.set(name, schema.line) }
        var bearer = JSONLine()
        bearer.set("type", "http")
        bearer.set("scheme", "bearer")
        var security = JSONLine()
        security.set("bearer", bearer)
        var components = JSONLine()
        components.set("schemas", schemas)
        components.set("securitySchemes", security)
        return components
    }

    /// Every named form of a body.
    static let schemas: [(name: String, schema: BodySchema)] = [
        ("Channel", ChannelBody.schema), ("NewChannel", ChannelBody.New.schema),
        ("ChannelChange", ChannelBody.Change.schema), ("ChannelPage", PageBody.schema(of: "Channel")),
        ("TokenRotation", ChannelBody.Rotation.schema), ("WebhookOrder", ChannelBody.WebhookOrder.schema),
        ("WebhookPlan", WebhookPlanBody.schema), ("Findings", FindingsBody.schema),
        ("User", UserBody.schema), ("NewUser", UserBody.New.schema), ("UserChange", UserBody.Change.schema),
        ("UserPage", PageBody.schema(of: "User")), ("Caller", CallerBody.schema),
        ("Token", TokenBody.schema), ("NewToken", TokenBody.New.schema), ("NewlyMadeToken", TokenBody.toldSchema),
        ("TokenPage", PageBody.schema(of: "Token")),
        ("AuditEntry", AuditBody.schema), ("AuditPage", PageBody.schema(of: "AuditEntry")),
        ("Lead", LeadBody.schema), ("LeadChange", LeadBody.Change.schema), ("ChangedLead", LeadBody.Changed.schema),
        ("LeadPage", PageBody.schema(of: "Lead")),
        ("Interaction", InteractionBody.schema), ("InteractionPage", PageBody.schema(of: "Interaction")),
        ("Conversation", ConversationBody.schema), ("ConversationChange", ConversationBody.Change.schema),
        ("ChangedConversation", ConversationBody.Changed.schema),
        ("ConversationPage", PageBody.schema(of: "Conversation")),
        ("Message", MessageBody.schema), ("MessagePage", PageBody.schema(of: "Message")),
        ("Reply", MessageBody.Reply.schema), ("Opening", MessageBody.Opening.schema),
        ("Release", MessageBody.Release.schema), ("PreviewOrder", PreviewBody.Order.schema),
        ("Preview", PreviewBody.schema),
        ("Report", MessageBody.Report.schema), ("ReportPage", PageBody.schema(of: "Report")),
        ("OptOut", OptOutBody.schema), ("OptOutPage", PageBody.schema(of: "OptOut")),
        ("ReadMark", ReadMarkBody.schema), ("Change", ChangesBody.Item.schema), ("Changes", ChangesBody.schema),
        ("Event", EventBody.schema), ("EventPage", PageBody.schema(of: "Event")),
        ("Health", HealthBody.schema), ("Problem", APIErrorBody.schema),
    ]
}

extension APIErrorBody {
    static let schema = BodySchema.object([
        .init("type", .text(limit: nil)), .init("title", .text(limit: nil)), .init("status", .integer(400...599)),
        .optional("detail", .text(limit: nil)), .optional("instance", .text(limit: nil)),
        .init("code", .words(of: APIErrorCode.self)), .optional("request_id", .text(limit: nil)),
        .optional(
            "errors",
            .list(.object([.init("pointer", .text(limit: nil)), .init("reason", .text(limit: nil))]))),
        .optional("twilio_code", .integer(0...Int.max)), .optional("retry_after", .integer(0...Int.max)),
        .optional("since", .list(.reference("Message"))),
    ])
}
