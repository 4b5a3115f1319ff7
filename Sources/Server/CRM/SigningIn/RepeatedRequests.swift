internal import Secrets
package import ServerStore

/// Requests that may come twice, by the key that their sender gave them.
package struct RepeatedRequests: Sendable {
    private let store: TenantStore

    package init(_ store: TenantStore) { self.store = store }

    /// Begins a request of `person` with `key`, or tells what became of it. `content` is all that makes it this request: a
    /// key with another content is another request's.
    package func begin(
        _ key: String, of person: SignIn.Person, content: [UInt8]
    ) async throws -> IdempotencyState {
        let hash = Array(ContentHash.hex(of: content).utf8)
        return try await CRMError.translating {
            try await store.write(person.tenant) { try $0.idempotency.begin(key, of: person.user, requestHash: hash) }
        }
    }

    /// Lets go of a key whose request was refused. One that was answered after all keeps its answer.
    package func forget(_ claim: IdempotencyClaim, of person: SignIn.Person) async throws {
        try await CRMError.translating {
            try await store.write(person.tenant) { try $0.idempotency.forget(claim) }
        }
    }
}
