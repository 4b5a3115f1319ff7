/// Why the store could not do what was asked, sorted by what to do next. No case holds a value of a row.
package enum TenantStoreError: Error, Hashable, Sendable {
    /// Too much is going on, or a lock was held for too long; nothing was written. Try again in a moment.
    case busy(detail: String)
    /// Other transactions got in the way again and again; nothing was written. Try again in a moment.
    case conflict(detail: String)
    /// The database cannot be reached; nothing was written. Try later.
    case gone(detail: String)
    /// The connection broke while the transaction was being committed. Look at what is there before repeating it.
    case undecided
    /// A rule of the schema forbids it, for good: which one tells what to say.
    case constraint(StoreConstraint)
    /// The disk is full. What was committed stays.
    case full
    /// The file cannot be opened or written to.
    case readOnly(detail: String)
    /// The database was made by a later server.
    case newerVersion(found: Int, known: Int)
    /// The database wants to be migrated first.
    case olderVersion(found: Int, known: Int)
    /// The role that the server would work as is not bound by row-level security.
    case unsafeRole(UnsafeRole)
    /// The database is damaged, or is none.
    case damaged(detail: String)
    /// The address of the database cannot be understood.
    case badAddress
    /// A mistake of ours.
    case ourFault(detail: String)
}

extension TenantStoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .busy(let detail): "The database is busy (\(detail))."
        case .conflict(let detail): "Other changes keep getting in the way (\(detail))."
        case .gone(let detail): "The database cannot be reached (\(detail))."
        case .undecided: "The connection broke while a change was being committed; it may or may not have been made."
        case .constraint(let constraint): "The database refuses this (\(constraint))."
        case .full: "The disk of the database is full. Nothing that was saved is lost; make room and try again."
        case .readOnly(let detail): "The database cannot be written to (\(detail)). Check its rights."
        case .newerVersion(let found, let known):
            "This database has version \(found); this server knows versions up to \(known). Install a newer server."
        case .olderVersion(let found, let known):
            "This database has version \(found), this server wants \(known). Run `leadline-server migrate`."
        case .unsafeRole(let reason): reason.description
        case .damaged(let detail): "The database is damaged or is no database (\(detail)). It was left as it is."
        case .badAddress: "The address of the database is neither a path nor postgres://…"
        case .ourFault(let detail): "The server made a mistake with its database (\(detail))."
        }
    }
}
