package import Messaging

/// A channel, as answers show it: the seed's members first, under the seed's names.
package struct ChannelBody: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable { case active, inactive, connected }

    /// Where the question stands whether the account owns the number.
    package enum Activation: String, CaseIterable, Sendable {
        /// Twilio could not be asked yet; it is asked again.
        case pending
    }

    package var id: ChannelID
    package var userID: UserID
    package var name: String
    package var status: Status
    package var credentials: Credentials
    package var settings: Settings
    package var activation: Activation?
    package var createdAt: Instant
    package var version: Int64

    package static let type = "twilio_sms"

    package init(
        id: ChannelID, userID: UserID, name: String, status: Status, credentials: Credentials,
        settings: Settings = Settings(), activation: Activation? = nil, createdAt: Instant, version: Int64
    ) {
        (self.id, self.userID, self.name, self.status) = (id, userID, name, status)
        (self.credentials, self.settings, self.activation) = (credentials, settings, activation)
        (self.createdAt, self.version) = (createdAt, version)
    }

    /// The channel as everybody may see it: with secrets that show their last characters alone.
    package var masked: String { line(credentials.masked).text }

    /// The channel with its secrets, for the one answer to the caller who has just sent them.
    package var echoed: String { line(credentials.line).text }

    var maskedLine: JSONLine { line(credentials.masked) }

    private func line(_ credentials: JSONLine) -> JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("user_id", userID.description)
        line.set("type", Self.type)
        line.set("name", name)
        line.set("status", status.rawValue)
        line.set("credentials", credentials)
        line.set("created_at", createdAt)
        line.set("version", version)
        settings.write(to: &line)
        if let activation { line.set("activation", activation.rawValue) }
        return line
    }

    static let schema = BodySchema.object([
        .init("id", .uuid), .init("user_id", .uuid), .init("type", .words([type])), .init("name", .text(limit: 100)),
        .init("status", .words(of: Status.self)), .init("credentials", Credentials.shownSchema),
        .init("created_at", .moment), .init("version", .integer(0...Int.max)),
        .optional("mps", .integer(Settings.rates)), .optional("timezone", .text(limit: 64)),
        .optional("quiet_hours", QuietHours.schema), .optional("activation", .words(of: Activation.self)),
    ])
}

extension ChannelBody {
    /// How a channel sends, where that is not left to us.
    package struct Settings: Hashable, Sendable {
        /// Segments a second.
        package var mps: Int?
        package var timezone: String?
        package var quietHours: QuietHours?

        static let rates = 1...1000

        package init(mps: Int? = nil, timezone: String? = nil, quietHours: QuietHours? = nil) {
            (self.mps, self.timezone, self.quietHours) = (mps, timezone, quietHours)
        }

        func write(to line: inout JSONLine) {
            if let mps { line.set("mps", mps) }
            if let timezone { line.set("timezone", timezone) }
            if let quietHours { line.set("quiet_hours", quietHours.line) }
        }
    }

    /// The part of the day in which nobody is written to who has not just written; it may lie across midnight.
    package struct QuietHours: Hashable, Sendable {
        /// Minutes after midnight.
        package var start: Int
        package var end: Int

        package init(start: Int, end: Int) { (self.start, self.end) = (start, end) }

        init(_ fields: inout BodyFields) {
            start = Self.minutes("start", &fields)
            end = Self.minutes("end", &fields)
        }

        /// Reads what `text` wrote; `nil` for anything else, which a row that came by SQL may hold.
        package init?(text: String?) {
            // What is not of this form says nothing about quiet hours.
            guard let text, let hours = try? BodyFields.read(Array(text.utf8), { QuietHours(&$0) }) else { return nil }
            self = hours
        }

        /// As they are stored: one JSON object.
        package var text: String { line.text }

        private static func minutes(_ name: String, _ fields: inout BodyFields) -> Int {
            let text = fields.text(name)
            let digits = (text ?? "").utf8.map { Int($0) - 48 }
            let isForm =
                digits.count == 5 && digits[2] == 10
                && digits.enumerated().allSatisfy { $0.offset == 2 || (0...9).contains($0.element) }
            let (hour, minute) = isForm ? (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4]) : (24, 60)
            let isTime = hour < 24 && minute < 60
            if text != nil, !isTime { fields.fault(name, "is no time of day, such as 21:00") }
            return fields.needed(name, isTime ? hour * 60 + minute : nil, else: 0)
        }

        var line: JSONLine {
            var line = JSONLine()
            line.set("start", "\(padded(start / 60)):\(padded(start % 60))")
            line.set("end", "\(padded(end / 60)):\(padded(end % 60))")
            return line
        }

        static let schema = BodySchema.object([
            .init("start", .pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")),
            .init("end", .pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")),
        ])
    }
}
