internal import GRDB

/// The shape of the database, as steps from an empty file to the newest version.
///
/// The version stands in the file's header, so that opening a file that is up to date costs one look at it. A step that
/// was released is never changed; the next one is added.
enum Schema {
    static let steps: [String] = [
        step1, step2, step3, step4, step5, step6, step7, step8, step9, step10, step11, step12, step13, step14,
        step15, step16, step17, step18,
    ]

    static var version: Int { steps.count }

    /// Marks the file as ours: `LDLN`.
    static let applicationID = 0x4C44_4C4E

    /// Brings the database up to date, or refuses it.
    static func prepare(_ db: Database, source: AccountSource) throws {
        let found = Int(try db.prepared("PRAGMA user_version").firstInt())
        guard found <= version else { throw StoreError.newerVersion(found: found, known: version) }
        if found > 0 { try checkSource(db, source) }
        guard found < version else { return }
        try db.inTransaction(.immediate) {
            // Another process may have been quicker.
            let found = Int(try db.prepared("PRAGMA user_version").firstInt())
            guard found < version else { return .commit }
            let tables = try db.prepared("SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb%'").firstInt()
            guard found > 0 || tables == 0 else {
                throw StoreError.damaged(detail: "the tables of another program")
            }
            for step in steps[found...] { try db.execute(sql: step) }
            if found == 0 {
                try db.execute(sql: "INSERT INTO note (key, value) VALUES ('source', ?)", arguments: [source.text])
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            }
            try db.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
        try checkSource(db, source)
    }

    private static func checkSource(_ db: Database, _ wanted: AccountSource) throws {
        let query = try db.prepared("SELECT value FROM note WHERE key = 'source'")
        guard try query.step() else { throw StoreError.damaged(detail: "no source") }
        let found = query.text(0)
        query.reset()
        guard found == wanted.text else { throw StoreError.otherSource(found: found, wanted: wanted.text) }
    }
}

extension Prepared {
    /// The first column of the first row, 0 where there is none.
    func firstInt() throws -> Int64 {
        guard try step() else { return 0 }
        let value = int(0)
        reset()
        return value
    }
}
