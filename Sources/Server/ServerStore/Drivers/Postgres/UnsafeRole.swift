/// Why a role of PostgreSQL may not be the server's: row-level security would not bind it.
package enum UnsafeRole: Hashable, Sendable {
    case superuser
    case bypassesRowSecurity
    /// It owns tables of the server, or may act as the role that does.
    case owner

    /// What is wrong with the role of this connection, if anything. A role counts as what it may become.
    static func found(_ connection: any SQLConnection) throws -> UnsafeRole? {
        let reason: String? = try connection.value(
            """
            SELECT CASE
                WHEN bool_or(rolsuper) THEN 'superuser'
                WHEN bool_or(rolbypassrls) THEN 'bypass'
                WHEN EXISTS (
                    SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                        AND pg_has_role(relowner, 'MEMBER')) THEN 'owner'
                ELSE 'bound' END
            FROM pg_roles WHERE pg_has_role(oid, 'MEMBER')
            """)
        return switch reason {
        case "superuser": .superuser
        case "bypass": .bypassesRowSecurity
        case "owner": .owner
        default: nil
        }
    }
}

extension UnsafeRole: CustomStringConvertible {
    package var description: String {
        let reason =
            switch self {
            case .superuser: "is a superuser"
            case .bypassesRowSecurity: "has BYPASSRLS"
            case .owner: "owns the tables"
            }
        return "The role of DATABASE_URL \(reason), so that row-level security would not bind the server. "
            + "Give it a role of its own; the owner's belongs in LEADLINE_OWNER_URL."
    }
}
