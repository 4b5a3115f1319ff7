package import Messaging
package import ServerStore

/// The people of a tenant, and the programs that act for some.
package struct Users {
    let office: Office
    private var rows: UserQueries { office.transaction.users }

    /// Adds a user, who can do nothing yet but have tokens made.
    package func add(_ name: String) throws -> UserRecord {
        guard Self.isUsable(name) else { throw CRMError.unusableName }
        let id = try rows.create(name: name)
        try office.audit.note(.userCreated, id.value)
        return try find(id)
    }

    package func find(_ id: UserID) throws -> UserRecord {
        guard let user = try rows.find(id) else { throw CRMError.unknown(.user) }
        return user
    }

    package func list(after: UserID? = nil, limit: Int) throws -> [UserRecord] {
        try rows.list(after: after, limit: limit)
    }

    /// Calls a user `name`, as long as its version is one of `versions`; without a name it only looks at the version.
    package func rename(_ id: UserID, to name: String?, ifVersion versions: Set<Int>? = nil) throws -> UserRecord {
        let user = try find(id)
        if let versions, !versions.contains(user.version) { throw CRMError.changedMeanwhile }
        guard let name, name != user.name else { return user }
        guard Self.isUsable(name) else { throw CRMError.unusableName }
        guard let renamed = try rows.rename(id, to: name, ifVersion: user.version) else {
            throw CRMError.changedMeanwhile
        }
        try office.audit.note(.userRenamed, id.value)
        return renamed
    }

    /// Suspends a user or lets it go on, as long as its version is one of `versions`; `nil` stands for any. Who is what it
    /// is to become stays as it is, and keeps the moment from which it was.
    package func suspend(_ id: UserID, _ isSuspended: Bool, ifVersion versions: Set<Int>? = nil) throws -> UserRecord {
        let user = try find(id)
        if let versions, !versions.contains(user.version) { throw CRMError.changedMeanwhile }
        if (user.suspendedAt != nil) == isSuspended { return user }
        let moment = isSuspended ? office.transaction.now : nil
        guard let changed = try rows.suspend(id, since: moment, ifVersion: user.version) else {
            throw CRMError.changedMeanwhile
        }
        try office.audit.note(isSuspended ? .userSuspended : .userReadmitted, id.value)
        return changed
    }

    /// What people can be called by: up to 100 characters of which a reader sees something.
    private static func isUsable(_ name: String) -> Bool {
        !VisibleText.isBlank(name) && name.unicodeScalars.count <= 100
            && !name.unicodeScalars.contains { $0.value < 32 || (127...159).contains($0.value) }
    }
}
