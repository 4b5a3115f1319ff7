package import Messaging

/// A value as both databases know it. Moments are whole milliseconds, truth is 0 or 1, ids are their usual text.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// What can stand in a column: how it is written there, and how it is read again.
package protocol SQLColumn: Sendable {
    var sqlValue: SQLValue { get }
    /// `nil` where the column holds something that this is not.
    init?(sqlValue: SQLValue)
}

extension Int64: SQLColumn {
    package var sqlValue: SQLValue { .integer(self) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: SQLColumn {
    package var sqlValue: SQLValue { .integer(Int64(self)) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: SQLColumn {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number != 0
    }
}

extension String: SQLColumn {
    /// PostgreSQL has no text with a NUL in it, so neither database is given one.
    package var sqlValue: SQLValue {
        .text(
            utf8.contains(0)
                ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self)
    }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension [UInt8]: SQLColumn {
    package var sqlValue: SQLValue { .bytes(self) }

    package init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Instant: SQLColumn {
    package var sqlValue: SQLValue { .integer(milliseconds) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let milliseconds) = sqlValue else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension Optional: SQLColumn where Wrapped: SQLColumn {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }

    package init?(sqlValue: SQLValue) {
        if case .null = sqlValue {
            self = .none
        } else {
            guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
            self = .some(value)
        }
    }
}

extension SQLColumn where Self: RawRepresentable, RawValue == String {
    package var sqlValue: SQLValue { rawValue.sqlValue }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}

extension SQLColumn where Self: EntityID {
    package var sqlValue: SQLValue { .text(value.description) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

extension UniqueID: SQLColumn {
    package var sqlValue: SQLValue { .text(description) }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

extension TenantID: SQLColumn {}
extension UserID: SQLColumn {}
extension TokenID: SQLColumn {}
extension ChannelID: SQLColumn {}
extension AuditID: SQLColumn {}
extension JobID: SQLColumn {}
extension NodeID: SQLColumn {}
extension TenantLeadID: SQLColumn {}
extension TenantConversationID: SQLColumn {}
extension TenantMessageID: SQLColumn {}
extension TenantMediaID: SQLColumn {}
extension OptOutID: SQLColumn {}
extension WebhookEventID: SQLColumn {}
extension MessageEventID: SQLColumn {}
extension Direction: SQLColumn {}
extension SendState: SQLColumn {}
extension LeadState: SQLColumn {}
