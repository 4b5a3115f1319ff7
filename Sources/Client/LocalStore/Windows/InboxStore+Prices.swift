internal import GRDB
package import Messaging

extension InboxStore {
    /// The median billed price of a segment from one of our numbers to the country of another, where any was billed.
    package func pricePerSegment(from sender: PhoneNumber, to recipient: PhoneNumber) throws(StoreError) -> Price? {
        try read { try Self.pricePerSegment(from: sender, to: recipient, $0) }
    }

    static func pricePerSegment(from sender: PhoneNumber, to recipient: PhoneNumber, _ db: Database) throws -> Price? {
        let query = try db.prepared(
            """
            SELECT t.unit, t.amount, t.count FROM price_tally t JOIN number n ON n.id = t.number_id
            WHERE n.e164 = ?1 AND t.calling_code = ?2 AND t.count > 0 ORDER BY t.unit, t.amount
            """)
        query.bind(1, sender.e164)
        query.bind(2, CallingCode.of(recipient))
        var rows: [(price: Price, count: Int64)] = []
        while try query.step() {
            rows.append((Price(millionths: query.int(1), unit: query.text(0)), query.int(2)))
        }
        let units = Dictionary(rows.map { ($0.price.unit, $0.count) }, uniquingKeysWith: +)
        guard let unit = units.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
        let ofUnit = rows.filter { $0.price.unit == unit }
        var rest = (ofUnit.reduce(0) { $0 + $1.count } + 1) / 2
        for row in ofUnit {
            rest -= row.count
            if rest <= 0 { return row.price }
        }
        return nil
    }
}
