internal import GRDB

extension InboxStore {
    /// Does something while no transaction of this process is open and none can begin: stops it, above all. A process
    /// that stands still in the middle of a transaction keeps every other one out of the database.
    package func betweenTransactions(_ body: () -> Void) {
        connection.use { $0.unsafeReentrantWrite { _ in body() } }
    }
}
