internal import GRDB

extension InboxStore {
    /// Reads through the whole file and throws `damaged` where it does not hold together. The larger the file the longer
    /// it takes, so nobody asks but who looks for faults.
    package func checkForDamage() throws(StoreError) {
        let found = try read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(1)") }
        guard found == "ok" else { throw .damaged(detail: found ?? "no answer") }
    }
}
