internal import Messaging

/// What was paid for a segment from one of our numbers to one country.
struct PriceKey: Hashable {
    let number: Int64
    let callingCode: Int
    let unit: String
    let amount: Int64
}

extension Ledger {
    /// Counts what one of our messages cost a segment, so that the median can be had without looking at messages.
    func countPrice(of message: MessageRecord, number: Int64?, sign: Int64) throws {
        guard let key = try priceKey(message, number: number) else { return }
        priceChanges[key, default: 0] += sign
    }

    func recountPrice(from old: MessageRecord, to new: MessageRecord) throws {
        try countPrice(of: old, number: number(of: old.conversation), sign: -1)
        try countPrice(of: new, number: number(of: new.conversation), sign: 1)
    }

    private func priceKey(_ message: MessageRecord, number: Int64?) throws -> PriceKey? {
        guard message.direction == .outbound, message.mediaCount == 0, let number, let price = message.price,
            price.millionths != 0, let segments = message.segments, segments > 0,
            let code = try callingCode(of: message.lead)
        else { return nil }
        // Twilio writes a charge as a negative amount.
        let amount = -price.millionths / Int64(segments)
        return PriceKey(number: number, callingCode: code, unit: price.unit, amount: amount)
    }

    private func callingCode(of lead: Int64) throws -> Int? {
        if let known = callingCodes[lead] { return known > 0 ? known : nil }
        let code = try address(of: lead).phoneNumber.map(CallingCode.of)
        callingCodes[lead] = code ?? 0
        return code
    }

    func savePrices() throws {
        for (key, change) in priceChanges where change != 0 {
            let upsert = try db.prepared(
                """
                INSERT INTO price_tally (number_id, calling_code, unit, amount, count) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET count = count + ?5
                """)
            upsert.bind(1, key.number)
            upsert.bind(2, key.callingCode)
            upsert.bind(3, key.unit)
            upsert.bind(4, key.amount)
            upsert.bind(5, change)
            try upsert.run()
        }
        priceChanges = [:]
    }
}
