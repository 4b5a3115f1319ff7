package import Messaging

/// The tenant's ledger of whom it must not write to.
package struct OptOutQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Adds evidence to a subject's row, which is made where there is none, and judges the row by all that is known then.
    /// The same evidence told twice is told once; told with the provider's time, it counts by that.
    @discardableResult
    package func add(_ evidence: OptOutEvidence, about subject: OptOutSubject) throws -> OptOut {
        let id = try findOrMake(subject)
        try connection.change(
            """
            INSERT INTO opt_out_evidence (tenant_id, opt_out_id, kind, source, reference, at, is_dated, user_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (tenant_id, opt_out_id, kind, reference) DO UPDATE SET at = excluded.at, is_dated = 1
            WHERE opt_out_evidence.is_dated = 0 AND excluded.is_dated = 1
            """, transaction.tenant, id, evidence.kind, evidence.source, evidence.reference, evidence.at,
            evidence.isDated, evidence.user)
        try judge(id)
        guard let found = try find(id) else { throw TenantStoreError.ourFault(detail: "an opt-out that was not made") }
        return found
    }

    /// Gives evidence that bore only the time at which it came the provider's time.
    package func date(_ reference: String, at moment: Instant) throws {
        var rows: [OptOutID] = []
        try connection.run(
            """
            UPDATE opt_out_evidence SET at = $3, is_dated = 1 WHERE tenant_id = $1 AND reference = $2 AND is_dated = 0
            RETURNING opt_out_id
            """, [transaction.tenant.sqlValue, reference.sqlValue, moment.sqlValue]
        ) { row in
            var row = row
            rows.append(try row.next())
        }
        for id in rows { try judge(id) }
    }

    private func findOrMake(_ subject: OptOutSubject) throws -> OptOutID {
        let id = transaction.newID(as: OptOutID.self)
        let isNew = try connection.change(
            """
            INSERT INTO opt_outs (tenant_id, id, sender, address_hash, address, origin, is_open, created_at, version,
                change_seq)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, 0)
            ON CONFLICT (tenant_id, sender, address_hash, origin) DO NOTHING
            """, transaction.tenant, id, subject.sender, subject.addressHash, subject.address, subject.origin,
            transaction.now)
        if isNew == 1 { return id }
        let found: OptOutID? = try connection.value(
            """
            SELECT id FROM opt_outs WHERE tenant_id = $1 AND sender = $2 AND address_hash = $3 AND origin = $4
            """, transaction.tenant, subject.sender, subject.addressHash, subject.origin)
        guard let found else { throw TenantStoreError.conflict(detail: "an opt-out that went") }
        return found
    }

    /// Open is what was opened after it was closed. Only what bears the provider's time closes.
    private func judge(_ id: OptOutID) throws {
        // Two judgements of one row at once would each miss the other's evidence.
        try connection.change(
            "UPDATE opt_outs SET version = version WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
        let moments: JudgedMoments? = try connection.first(
            """
            SELECT max(CASE WHEN kind = 'opens' THEN at END), max(CASE WHEN kind = 'closes' AND is_dated = 1 THEN at END)
            FROM opt_out_evidence WHERE tenant_id = $1 AND opt_out_id = $2
            """, transaction.tenant, id)
        let isOpen = moments?.opened.map { opened in moments?.closed.map { $0 < opened } ?? true } ?? false
        let changed = try connection.change(
            """
            UPDATE opt_outs SET opened_at = $3, closed_at = $4, is_open = $5, version = version + 1
            WHERE tenant_id = $1 AND id = $2 AND (version = 0 OR is_open <> $5 OR coalesce(opened_at, -1) <> $6
                OR coalesce(closed_at, -1) <> $7)
            """, transaction.tenant, id, moments?.opened, moments?.closed, isOpen,
            moments?.opened?.milliseconds ?? -1, moments?.closed?.milliseconds ?? -1)
        if changed == 1 { transaction.change(.optOut(id)) }
    }

    package func find(_ id: OptOutID) throws -> OptOut? {
        try connection.first(
            "SELECT \(OptOut.columns) FROM opt_outs WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    /// All rows about an address, of whatever sender.
    package func about(_ addressHash: [UInt8]) throws -> [OptOut] {
        try connection.all(
            "SELECT \(OptOut.columns) FROM opt_outs WHERE tenant_id = $1 AND address_hash = $2 ORDER BY id",
            transaction.tenant, addressHash)
    }

    /// Whether any of these senders must not write to the address: the number, and the service that it belongs to.
    package func isBlocked(_ addressHash: [UInt8], for senders: [String]) throws -> Bool {
        try about(addressHash).contains { $0.isOpen && senders.contains($0.sender) }
    }

    /// In the order in which they were made, from behind `after`.
    package func list(after: OptOutID? = nil, limit: Int) throws -> [OptOut] {
        try connection.all(
            "SELECT \(OptOut.columns) FROM opt_outs WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            transaction.tenant, after ?? OptOutID(.least), limit)
    }

    /// Why a row is as it is, the oldest first.
    package func evidence(of id: OptOutID) throws -> [OptOutEvidence] {
        try connection.all(
            """
            SELECT \(OptOutEvidence.columns) FROM opt_out_evidence WHERE tenant_id = $1 AND opt_out_id = $2
            ORDER BY at, kind, reference
            """, transaction.tenant, id)
    }
}

/// The latest that opens a row, and the latest that closes it.
private struct JudgedMoments: SQLRecord {
    static let columns = "opened, closed"
    let opened: Instant?
    let closed: Instant?

    init(_ row: inout SQLRow) throws {
        opened = try row.next()
        closed = try row.next()
    }
}
