package import Messaging

/// One transaction on the tables that belong to the server and to no tenant.
package final class ServerTransaction {
    /// The moment of the transaction.
    package let now: Instant
    let connection: any SQLConnection
    private let surroundings: StoreSurroundings

    init(_ connection: any SQLConnection, _ surroundings: StoreSurroundings) {
        (self.connection, self.surroundings) = (connection, surroundings)
        now = surroundings.now()
    }

    func newUniqueID() -> UniqueID { surroundings.newUniqueID(at: now) }

    package var instance: InstanceQueries { InstanceQueries(transaction: self) }
    package var nodes: NodeQueries { NodeQueries(transaction: self) }
    package var routes: RouteQueries { RouteQueries(transaction: self) }
    package var gate: GateQueries { GateQueries(transaction: self) }
    package var lanes: LaneQueries { LaneQueries(transaction: self) }
    package var due: DueJobQueries { DueJobQueries(transaction: self) }
}
