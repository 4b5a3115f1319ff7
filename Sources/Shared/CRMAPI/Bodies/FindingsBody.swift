internal import Messaging

/// What `POST …/test` found out about a channel.
package struct FindingsBody: Hashable, Sendable {
    package enum Severity: String, CaseIterable, Sendable {
        /// As it should be.
        case good
        /// Works, but not as it should.
        case soft
        /// Keeps the channel from working; activation refuses it.
        case hard
    }

    /// One of them: a word for scripts, and two sentences for people.
    package struct Finding: Hashable, Sendable {
        package var code: String
        package var severity: Severity
        package var detail: String
        package var remedy: String?

        package init(_ code: String, _ severity: Severity, _ detail: String, remedy: String? = nil) {
            (self.code, self.severity, self.detail, self.remedy) = (code, severity, detail, remedy)
        }

        var line: JSONLine {
            var line = JSONLine()
            line.set("code", code)
            line.set("severity", severity.rawValue)
            line.set("detail", detail)
            line.set("remedy", remedy)
            return line
        }
    }

    package var findings: [Finding]

    package init(_ findings: [Finding]) { self.findings = findings }

    package var text: String {
        var line = JSONLine()
        line.set("findings", findings.map(\.line))
        return line.text
    }

    static let schema = BodySchema.object([
        .init(
            "findings",
            .list(
                .object([
                    .init("code", .text(limit: nil)), .init("severity", .words(of: Severity.self)),
                    .init("detail", .text(limit: nil)), .init("remedy", .nullable(.text(limit: nil))),
                ])))
    ])
}

/// What `POST …/webhooks` has changed at Twilio, or would change once it is confirmed.
package struct WebhookPlanBody: Hashable, Sendable {
    /// One setting: what stands there, and what we write.
    package struct Change: Hashable, Sendable {
        package var setting: String
        package var present: String?
        package var wanted: String

        package init(_ setting: String, present: String?, wanted: String) {
            (self.setting, self.present, self.wanted) = (setting, present, wanted)
        }
    }

    package var changes: [Change]
    /// Whether they were made.
    package var isApplied: Bool

    package init(_ changes: [Change], isApplied: Bool) { (self.changes, self.isApplied) = (changes, isApplied) }

    package var text: String {
        var line = JSONLine()
        line.set("applied", isApplied)
        line.set(
            "changes",
            changes.map { change in
                var line = JSONLine()
                line.set("setting", change.setting)
                line.set("present", change.present)
                line.set("wanted", change.wanted)
                return line
            })
        return line.text
    }

    static let schema = BodySchema.object([
        .init("applied", .flag),
        .init(
            "changes",
            .list(
                .object([
                    .init("setting", .text(limit: nil)), .init("present", .nullable(.text(limit: nil))),
                    .init("wanted", .text(limit: nil)),
                ]))),
    ])
}
