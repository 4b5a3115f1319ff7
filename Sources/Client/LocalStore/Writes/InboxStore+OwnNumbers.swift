package import Messaging

extension InboxStore {
    /// The numbers that may be read although the settings do not name them.
    package func ownNumbers() throws(StoreError) -> [OwnNumber] {
        try read { db in
            let query = try db.prepared("SELECT e164, service, has_sent FROM own_number ORDER BY e164")
            var numbers: [OwnNumber] = []
            while try query.step() {
                guard let number = query.number(0) else { continue }
                numbers.append(OwnNumber(number, service: query.optionalText(1), hasSent: query.int(2) != 0))
            }
            return numbers
        }
    }

    /// All numbers of ours that a message here went by.
    package func seenNumbers() throws(StoreError) -> [PhoneNumber] {
        try read { db in
            let query = try db.prepared("SELECT e164 FROM number ORDER BY e164")
            var numbers: [PhoneNumber] = []
            while try query.step() { if let number = query.number(0) { numbers.append(number) } }
            return numbers
        }
    }

    /// Takes down the whole pool of a messaging service. What is not in it any more goes, unless a text of ours left
    /// from there: leads may answer that.
    package func record(_ pool: [PhoneNumber], ofService service: String, now: Instant) throws(StoreError) {
        let known = try ownNumbers()
        let pool = Set(pool)
        guard
            Set(known.filter { $0.service == service }.map(\.number)) != pool
                || known.contains(where: { $0.service != nil && $0.service != service })
        else { return }
        try write(.fetched, now: now) { ledger in
            try ledger.db.prepared("DELETE FROM own_number WHERE NOT has_sent").run()
            try ledger.db.prepared("UPDATE own_number SET service = NULL").run()
            for number in pool.sorted(by: { $0.e164 < $1.e164 }) {
                let insert = try ledger.db.prepared(
                    """
                    INSERT INTO own_number (e164, service, has_sent) VALUES (?1, ?2, 0)
                    ON CONFLICT (e164) DO UPDATE SET service = ?2
                    """)
                insert.bind(1, number.e164)
                insert.bind(2, service)
                try insert.run()
            }
        }
    }
}

extension Ledger {
    /// A text of ours left from a number that its messaging service chose: what is answered there is for us, and new from
    /// `moment` on.
    func adopt(_ number: PhoneNumber, at moment: Instant) throws {
        let insert = try db.prepared(
            """
            INSERT INTO own_number (e164, service, has_sent) VALUES (?1, NULL, 1)
            ON CONFLICT (e164) DO UPDATE SET has_sent = 1
            """)
        insert.bind(1, number.e164)
        try insert.run()
        let floor = try db.prepared(
            """
            INSERT INTO list_cursor (number, side, reached_end, read_floor) VALUES (?1, ?2, 0, ?3)
            ON CONFLICT (number, side) DO UPDATE SET read_floor = min(coalesce(read_floor, ?3), ?3)
            """)
        floor.bind(1, number.e164)
        floor.bind(2, ListCursor.Side.to.rawValue)
        floor.bind(3, TimePlace.floor(moment))
        try floor.run()
        readFloors[number] = nil
    }

    /// Whether it is known which number of ours a conversation is on.
    func hasNumber(conversation: Int64) throws -> Bool {
        let query = try db.prepared("SELECT 1 FROM conversation WHERE id = ?1 AND number_id IS NOT NULL")
        query.bind(1, conversation)
        return try query.firstInt() == 1
    }
}
