internal import GRDB
package import Messaging

/// What the cost of messages is summed by.
package enum CostGrouping: String, Hashable, Sendable, CaseIterable {
    case lead, number, month
}

/// What was paid for a group of messages, in one currency. Sums are exact.
package struct CostRow: Hashable, Sendable {
    package enum Group: Hashable, Sendable {
        case lead(LeadID)
        /// One of our numbers, or `nil` where the remote chose.
        case number(PhoneNumber?)
        case month(year: Int, month: Int)
    }

    package var group: Group
    /// What was paid: positive, in millionths. Carrier fees are not in it.
    package var spent: Price
    package var messages: Int
    package var segments: Int
}

extension InboxStore {
    /// What messages of either direction cost, by group and currency, the dearest first; months in their order.
    /// Messages without a price yet are left out.
    package func costs(
        by grouping: CostGrouping, since: Instant? = nil, until: Instant? = nil, zone: Zone = .utc
    ) throws(StoreError) -> [CostRow] {
        try read { db in
            let query = try db.prepared(
                """
                SELECT m.lead_id, n.e164, m.created_at, m.price, m.price_unit, m.segments
                FROM message m LEFT JOIN conversation c ON c.id = m.conversation_id
                LEFT JOIN number n ON n.id = c.number_id
                WHERE m.price IS NOT NULL AND m.created_at >= ?1 AND m.created_at < ?2
                """)
            query.bind(1, since?.milliseconds ?? Int64.min)
            query.bind(2, until?.milliseconds ?? Int64.max)
            var rows: [CostKey: CostRow] = [:]
            while try query.step() {
                let group = Self.group(query, grouping, zone)
                let unit = query.text(4)
                var row =
                    rows[CostKey(group: group, unit: unit)]
                    ?? CostRow(group: group, spent: Price(millionths: 0, unit: unit), messages: 0, segments: 0)
                // Twilio writes a charge as a negative amount.
                row.spent.millionths = Self.sum(row.spent.millionths, -query.int(3))
                row.messages += 1
                row.segments = Self.sum(row.segments, Int(query.int(5)))
                rows[CostKey(group: group, unit: unit)] = row
            }
            return rows.values.sorted(by: Self.comesBefore)
        }
    }

    /// Amounts come from outside: a sum that would overflow stays at the largest number there is.
    private static func sum<Number: FixedWidthInteger>(_ one: Number, _ other: Number) -> Number {
        let (sum, overflows) = one.addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }

    private struct CostKey: Hashable {
        let group: CostRow.Group
        let unit: String
    }

    private static func group(_ row: Prepared, _ grouping: CostGrouping, _ zone: Zone) -> CostRow.Group {
        switch grouping {
        case .lead: return .lead(LeadID(rawValue: row.int(0)))
        case .number: return .number(row.number(1))
        case .month:
            let time = zone.calendar(Instant(milliseconds: row.int(2)))
            return .month(year: time.year, month: time.month)
        }
    }

    private static func comesBefore(_ one: CostRow, _ other: CostRow) -> Bool {
        if case .month(let year, let month) = one.group, case .month(let otherYear, let otherMonth) = other.group {
            return (year, month, one.spent.unit) < (otherYear, otherMonth, other.spent.unit)
        }
        if one.spent.millionths != other.spent.millionths { return one.spent.millionths > other.spent.millionths }
        switch (one.group, other.group) {
        case (.lead(let id), .lead(let otherID)): return id < otherID
        case (.number(let number), .number(let otherNumber)):
            return (number?.e164 ?? "", one.spent.unit) < (otherNumber?.e164 ?? "", other.spent.unit)
        case (.month, _), (.lead, _), (.number, _): return one.spent.unit < other.spent.unit
        }
    }
}
