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

    /// What `lead` has to be like.
    func write(to conditions: inout ListConditions) {
        conditions.add(state) { "lead.state = \($0)" }
        if let isUnread {
            conditions.add("\(isUnread ? "" : "NOT ")EXISTS (SELECT 1 \(LeadOverview.unreadMessages))")
        }
        if let isWaiting { conditions.add("lead.waiting_since IS " + (isWaiting ? "NOT NULL" : "NULL")) }
        guard let prefix else { return }
        conditions.add([phonePattern(prefix), namePattern(prefix)]) { names in
            """
            (lead.phone LIKE \(names[0]) ESCAPE '\\'
                OR (' ' || lower(coalesce(lead.name, ''))) LIKE \(names[1]) ESCAPE '\\')
            """
        }
    }

    private func namePattern(_ prefix: String) -> String {
        // Both databases know the case of ASCII letters alone.
        let lowered = prefix.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
        return "% " + Self.escaped(String(decoding: lowered, as: UTF8.self)) + "%"
    }

    private func phonePattern(_ prefix: String) -> String {
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
            """
            SELECT \(LeadOverview.columns) FROM leads AS lead \(LeadOverview.lastMessage)
            WHERE lead.tenant_id = $1 AND lead.id = $3
            """, transaction.tenant, user, id)
    }

    /// Whoever was in contact last comes first, from behind `after`.
    package func recent(
        _ order: LeadFilterOrder, for user: UserID, after: LeadFilterOrder.Place? = nil, limit: Int
    ) throws -> [LeadOverview] {
        let start = after ?? LeadFilterOrder.Place(moment: Instant(milliseconds: .max), id: TenantLeadID(.greatest))
        let moment = "coalesce(lead.last_contact_at, lead.created_at)"
        return try list(
            order, user, start, limit, "\(moment) <= $3 AND (\(moment), lead.id) < ($3, $4)",
            by: "\(moment) DESC, lead.id DESC")
    }

    /// Those who wait for an answer; whoever has waited longest comes first, from behind `after`.
    package func waiting(
        _ order: LeadFilterOrder, for user: UserID, after: LeadFilterOrder.Place? = nil, limit: Int
    ) throws -> [LeadOverview] {
        let start = after ?? LeadFilterOrder.Place(moment: Instant(milliseconds: .min), id: TenantLeadID(.least))
        return try list(
            order, user, start, limit,
            "lead.waiting_since IS NOT NULL AND (lead.waiting_since, lead.id) > ($3, $4)",
            by: "lead.waiting_since, lead.id")
    }

    /// The page is picked first: what is gathered from other rows is gathered for its leads alone.
    private func list(
        _ order: LeadFilterOrder, _ user: UserID, _ start: LeadFilterOrder.Place, _ limit: Int, _ place: String,
        by sorting: String
    ) throws -> [LeadOverview] {
        var conditions = ListConditions(transaction.tenant, user, start.moment, start.id, limit)
        order.write(to: &conditions)
        return try transaction.connection.all(
            """
            SELECT \(LeadOverview.columns) FROM (
                SELECT * FROM leads AS lead WHERE lead.tenant_id = $1 AND \(place)\(conditions.text)
                ORDER BY \(sorting) LIMIT $5
            ) AS lead \(LeadOverview.lastMessage) ORDER BY \(sorting)
            """, values: conditions.values)
    }
}
