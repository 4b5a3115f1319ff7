package import ServerStore

/// One kind of work that waits for its time, and who does it.
package struct JobKind: Sendable {
    /// By which the rows call it.
    package let name: String
    /// How often it is tried before it is left to a person.
    package let attempts: Int
    /// Does the work, and ends the job in the transaction that holds what came of it. Whatever it throws, the job comes
    /// again later: it has to take being begun anew.
    let work: @Sendable (DueJob) async throws -> Void

    package init(_ name: String, attempts: Int, _ work: @escaping @Sendable (DueJob) async throws -> Void) {
        (self.name, self.attempts, self.work) = (name, attempts, work)
    }
}

/// That a job cannot be done just now, and when somebody else asked for it to be tried again.
package struct JobDelay: Error, Hashable, Sendable {
    package var after: Duration?
    package var reason: String

    package init(after: Duration?, reason: String) { (self.after, self.reason) = (after, reason) }
}

/// What became of a job, or of looking for one; for the log, without contents.
package enum JobReport: Hashable, Sendable {
    case done(kind: String)
    case delayed(kind: String, attempts: Int, reason: String)
    case buried(kind: String, attempts: Int, reason: String)
    /// Another node has taken it meanwhile, because this one was too slow.
    case lost(kind: String)
    /// No work can be had: the database is away.
    case waiting(reason: String)
}

extension JobReport: CustomStringConvertible {
    package var description: String {
        switch self {
        case .done(let kind): "\(kind) is done"
        case .delayed(let kind, let attempts, let reason):
            "\(kind) failed (attempt \(attempts)), again later: \(reason)"
        case .buried(let kind, let attempts, let reason):
            "\(kind) was given up after \(attempts) attempts: \(reason)"
        case .lost(let kind): "\(kind) took too long and went to another node"
        case .waiting(let reason): "no work can be taken: \(reason)"
        }
    }
}
