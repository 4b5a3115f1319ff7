package import Messaging

/// One line of the audit: what was done, to what, and by whom.
package struct AuditBody: Hashable, Sendable {
    package var id: AuditID
    package var moment: Instant
    /// `nil` for what the server did by itself, or its operator on the command line.
    package var userID: UserID?
    /// The account of this machine that it came from, where a socket proved one.
    package var unixAccount: String?
    /// A word such as `channel.create`.
    package var action: String
    /// What it was done to: a kind and a name.
    package var target: String?
    package var targetID: UniqueID?

    package init(
        id: AuditID, moment: Instant, userID: UserID?, unixAccount: String? = nil, action: String,
        target: String? = nil, targetID: UniqueID? = nil
    ) {
        (self.id, self.moment, self.userID, self.unixAccount) = (id, moment, userID, unixAccount)
        (self.action, self.target, self.targetID) = (action, target, targetID)
    }

    var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("at", moment)
        line.set("user_id", userID?.description)
        line.set("unix_account", unixAccount)
        line.set("action", action)
        line.set("target", target)
        line.set("target_id", targetID?.description)
        return line
    }

    static let schema = BodySchema.object([
        .init("id", .uuid), .init("at", .moment), .init("user_id", .nullable(.uuid)),
        .init("unix_account", .nullable(.text(limit: nil))), .init("action", .text(limit: nil)),
        .init("target", .nullable(.text(limit: nil))), .init("target_id", .nullable(.uuid)),
    ])
}

/// What `/healthz` and `/readyz` say.
package struct HealthBody: Hashable, Sendable {
    /// What is looked at, and why it is not well; `nil` where it is.
    package var checks: [(name: String, problem: String?)]

    package init(_ checks: [(name: String, problem: String?)] = []) { self.checks = checks }

    package var isWell: Bool { checks.allSatisfy { $0.problem == nil } }

    package var text: String {
        var lines = JSONLine()
        for check in checks { lines.set(check.name, check.problem ?? "ok") }
        var line = JSONLine()
        line.set("status", isWell ? "ok" : "unavailable")
        line.set("checks", lines)
        return line.text
    }

    package static func == (one: HealthBody, other: HealthBody) -> Bool { one.text == other.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    static let schema = BodySchema.object([
        .init("status", .words(["ok", "unavailable"])), .init("checks", .object([])),
    ])
}
