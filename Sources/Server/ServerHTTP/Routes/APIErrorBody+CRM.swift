internal import CRM
internal import CRMAPI
internal import ServerStore

extension APIErrorBody {
    /// What the caller is told of a refusal of the tenants' half. What is wrong with the database is the operator's
    /// business; a mistake of ours is `nil`, and a 500.
    init?(refusal error: CRMError) {
        switch error {
        case .away: self.init(.unavailable, retryAfter: 2)
        case .undecided:
            self.init(
                .unavailable, "this may have been done; ask again with the same Idempotency-Key", retryAfter: 2)
        case .takenOver: self.init(.idempotencyKeyRunning, retryAfter: 1)
        case .unknown: self.init(.notFound)
        case .nameTaken: self.init(.nameTaken)
        case .unusableName: self.init(.invalidRequest, errors: [FieldFault("/name", error.description)])
        case .changedMeanwhile: self.init(.versionConflict)
        case .unknownAssignee:
            self.init(.invalidRequest, errors: [FieldFault("/assignee", "is no user of this tenant who may come in")])
        case .unknownZone:
            self.init(.invalidRequest, errors: [FieldFault("/timezone", "is no time zone, such as America/New_York")])
        case .feedBegunAnew: self.init(.cursorExpired)
        case .expiryInThePast: self.init(.invalidRequest, errors: [FieldFault("/expires_at", "lies in the past")])
        case .conversationMoved(let texts):
            self.init(.conversationMoved)
            since = texts.map(MessageBody.init)
        case .wrongState: self.init(.wrongState)
        case .optedOut: self.init(.optedOut, error.description)
        case .noSender: self.init(.noSender)
        case .unwritable(let reason): self.init(.invalidPhoneNumber, errors: [FieldFault("/to", reason)])
        case .ourFault: return nil
        }
    }

    /// Runs `body` and tells its refusals in the words of the contract.
    static func translating<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as CRMError {
            if let told = APIErrorBody(refusal: error) { throw told }
            throw error
        } catch let error as ChannelError {
            if let told = APIErrorBody(refusal: error) { throw told }
            throw error
        } catch let error as TenantStoreError {
            if let told = APIErrorBody(refusal: CRMError(error)) { throw told }
            throw error
        } catch is IdempotencyTakenOver {
            throw APIErrorBody(.idempotencyKeyRunning, retryAfter: 1)
        }
    }
}
