package import CRMAPI

/// What the rules of the routes need done: by the tenants' half in the program, by a few lines in a test.
///
/// Everything may throw `APIErrorBody`, which is answered as it is. Anything else is a fault of ours.
package struct ServerWork<Claim: Sendable>: Sendable {
    package typealias Request = ServerRequest<Claim>
    package typealias SigningIn = @Sendable (_ token: String, _ account: UInt32?) async throws -> SignedInCaller?
    package typealias Claiming =
        @Sendable (_ key: IdempotencyKey, _ request: Request) async throws -> KeyOutcome<Claim>
    package typealias Releasing = @Sendable (_ claim: Claim) async throws -> Void
    package typealias Answering = @Sendable (_ request: Request) async throws -> ServerAnswer

    /// Who has this token, or nobody: unknown, expired, revoked, of somebody who is suspended, or bound to another account
    /// of this machine than the one that asks.
    package let signIn: SigningIn
    /// Claims a key for this request of its caller.
    package let claim: Claiming
    /// Lets go of a key, since nothing came of its request.
    package let release: Releasing
    /// Answers. What it does for a request with a claim, it writes down together with the answer.
    package let answer: Answering

    package init(
        signIn: @escaping SigningIn, claim: @escaping Claiming, release: @escaping Releasing,
        answer: @escaping Answering
    ) {
        (self.signIn, self.claim, self.release, self.answer) = (signIn, claim, release, answer)
    }
}

/// What became of an idempotency key.
package enum KeyOutcome<Claim: Sendable>: Sendable {
    case claimed(Claim)
    /// The first request with this key has not been answered yet.
    case running
    /// It has, like this.
    case answered(ServerAnswer)
    /// The key belongs to a request with another content.
    case otherRequest
}

/// The word by which a client says that two requests are one.
package struct IdempotencyKey: Hashable, Sendable {
    package let text: String

    /// Up to 255 printable ASCII characters.
    package init(_ text: String) throws(APIErrorBody) {
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw APIErrorBody(
                .idempotencyKeyInvalid,
                errors: [FieldFault("/header/Idempotency-Key", "is not of 1 to 255 printable ASCII characters")])
        }
        self.text = text
    }
}
