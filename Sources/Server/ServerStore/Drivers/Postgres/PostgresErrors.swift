extension TenantStoreError {
    /// Sorts what PostgreSQL reports by its five letters. Its messages quote values of rows, so none of them is kept.
    init(sqlState: String?, constraint: String?, isBroken: Bool) {
        let state = sqlState ?? ""
        switch state {
        case "40001", "40P01": self = .conflict(detail: state)
        // A lock or a statement that took too long, no room for another connection, no memory.
        case "55P03", "57014", "53300", "53200": self = .busy(detail: state)
        case "53100": self = .full
        case "57P01", "57P02", "57P03", "25006": self = .gone(detail: state)
        case "23503": self = .constraint(.reference)
        case "XX001", "XX002": self = .damaged(detail: state)
        case let state where state.hasPrefix("23"): self = .constraint(StoreConstraint(named: constraint ?? state))
        case let state where state.hasPrefix("08") || isBroken: self = .gone(detail: state)
        default: self = .ourFault(detail: "PostgreSQL \(state)")
        }
    }
}
