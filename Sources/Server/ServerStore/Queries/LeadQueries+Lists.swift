package import Messaging

/// Which leads a list holds.
package struct LeadFilterOrder: Hashable, Sendable {
    /// Where the page before ended: the moment by which the list is sorted, and the lead.
    package struct Place: Hashable, Sendable {
        package var moment: Instant
        package var id: TenantLeadID

        package init(moment: Instant, id: TenantLeadID) { (self.moment, self.id) = (moment, id) }
    }

    package var state: LeadState?
    package var isUnread: Bool?
    package var isWaiting: Bool?
    /// How a number, or a word of a name, begins. Digits without a plus are found anywhere in the number.
    package var prefix: String?

    package init(
        state: LeadState? = nil, isUnread: Bool? = nil, isWaiting: Bool? = nil, prefix: String? = nil
    ) {
        (self.state, self.isUnread, self.isWaiting, self.prefix) = (state, isUnread, isWaiting, prefix)
    }

    var namePattern: String {
        guard let prefix else { return "%" }
        // Both databases know the case of ASCII letters alone.
        let lowered = prefix.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
        return "% " + Self.escaped(String(decoding: lowered, as: UTF8.self)) + "%"
    }

    var phonePattern: String {
        guard let prefix else { return "%" }
        let digits = prefix.filter { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, prefix.allSatisfy({ ($0.isASCII && $0.isNumber) || "+-. ()/".contains($0) }) else {
            return Self.escaped(prefix) + "%"
        }
        return prefix.hasPrefix("+") ? "+\(digits)%" : "%\(digits)%"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { output, letter in
            if letter == "%" || letter == "_" || letter == "\\" { output.append("\\") }
            output.append(letter)
        }
    }
}

extension LeadQueries {
    package func overview(_ id: TenantLeadID, for user: UserID) throws -> LeadOverview? {
        try transaction.connection.first(
            "SELECT \(LeadOverview.columns) FROM \(LeadOverview.tables) WHERE lead.tenant_id = $1 AND lead.id = $3",
            transaction.tenant, user, id)
    }

    /// Whoever was in contact last comes first, from behind `after`.
    package func recent(
        _ order: LeadFilterOrder, for user: UserID, after: LeadFilterOrder.Place? = nil, limit: Int
    ) throws -> [LeadOverview] {
        try list(
            """
            SELECT \(LeadOverview.columns) FROM \(LeadOverview.tables)
            WHERE lead.tenant_id = $1 AND (coalesce(lead.last_contact_at, lead.created_at), lead.id) < ($3, $4)
                AND \(Self.wanted)
            ORDER BY coalesce(lead.last_contact_at, lead.created_at) DESC, lead.id DESC LIMIT $10
            """, order, user,
            after ?? LeadFilterOrder.Place(moment: Instant(milliseconds: .max), id: TenantLeadID(.greatest)), limit)
    }

    /// Those who wait for an answer; whoever has waited longest comes first, from behind `after`.
    package func waiting(
        _ order: LeadFilterOrder, for user: UserID, after: LeadFilterOrder.Place? = nil, limit: Int
    ) throws -> [LeadOverview] {
        try list(
            """
            SELECT \(LeadOverview.columns) FROM \(LeadOverview.tables)
            WHERE lead.tenant_id = $1 AND lead.waiting_since IS NOT NULL AND (lead.waiting_since, lead.id) > ($3, $4)
                AND \(Self.wanted)
            ORDER BY lead.waiting_since, lead.id LIMIT $10
            """, order, user,
            after ?? LeadFilterOrder.Place(moment: Instant(milliseconds: .min), id: TenantLeadID(.least)), limit)
    }

    private func list(
        _ sql: String, _ order: LeadFilterOrder, _ user: UserID, _ after: LeadFilterOrder.Place, _ limit: Int
    ) throws -> [LeadOverview] {
        try transaction.connection.all(
            sql, transaction.tenant, user, after.moment, after.id, order.state, Self.choice(order.isUnread),
            Self.choice(order.isWaiting), order.phonePattern, order.namePattern, limit)
    }

    /// A choice as a parameter: below zero where there is none.
    private static func choice(_ isWanted: Bool?) -> Int { isWanted.map { $0 ? 1 : 0 } ?? -1 }

    private static let wanted = """
        lead.state = coalesce($5, lead.state)
            AND ($6 < 0 OR (EXISTS (SELECT 1 \(LeadOverview.unreadMessages))) = ($6 = 1))
            AND ($7 < 0 OR (lead.waiting_since IS NOT NULL) = ($7 = 1))
            AND (lead.phone LIKE $8 ESCAPE '\\' OR (' ' || lower(coalesce(lead.name, ''))) LIKE $9 ESCAPE '\\')
        """
}
