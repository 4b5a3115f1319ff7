/// Where the rows lie.
package enum StoreAddress: Hashable, Sendable {
    /// A file of this machine.
    case sqlite(path: String)
    /// A server that any number of nodes share: a `postgres://` address as libpq takes it, password and all.
    case postgres(String)

    /// Reads `DATABASE_URL`: `postgres://…`, `sqlite:PATH` or a path.
    package init(_ text: String) throws {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(text)
        } else {
            let path = text.hasPrefix("sqlite:") ? String(text.dropFirst(7)) : text
            guard !path.isEmpty, !path.contains("://") else { throw TenantStoreError.badAddress }
            self = .sqlite(path: path)
        }
    }
}

extension StoreAddress: CustomStringConvertible {
    /// Without anything secret.
    package var description: String {
        switch self {
        case .sqlite(let path): path
        case .postgres: "PostgreSQL"
        }
    }
}
