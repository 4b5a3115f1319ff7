package import CRM
internal import CRMAPI
internal import HTTPTypes
internal import Messaging
internal import Secrets

/// `/api/media`.
extension TenantRoutes {
    func readMedia(_ id: TenantMediaID, _ request: Request) async throws -> ServerAnswer {
        try ServerAnswer(await media.find(id, in: try Self.caller(of: request).tenant), request.range)
    }
}

/// The address of one file for whoever has its link. It needs no token and counts for no limit: nobody guesses one.
package struct MediaLinkRoutes: Sendable {
    private static let place = "/media/"

    private let media: MediaShelf

    package init(_ media: MediaShelf) { self.media = media }

    /// The answer to a request below the address, with what the log tells of it; `nil` at every other.
    func answer(_ received: ReceivedRequest, requestID: String) async -> (answer: ServerAnswer, entry: RequestEntry)? {
        guard received.path.hasPrefix(Self.place) else { return nil }
        var entry = RequestEntry(requestID: requestID, method: received.method.rawValue)
        // The link itself is a secret.
        entry.route = APIDocument.mediaLink
        var answer: ServerAnswer
        do {
            answer = try await find(received)
        } catch {
            var refusal = (error as? APIErrorBody) ?? APIErrorBody(.unavailable, retryAfter: 2)
            refusal.requestID = requestID
            answer = ServerAnswer(refusal)
            entry.code = refusal.code
            if refusal.code == .methodNotAllowed { answer.headers["Allow"] = "GET" }
        }
        answer.headers["Request-Id"] = requestID
        entry.status = answer.status
        return (answer, entry)
    }

    private func find(_ received: ReceivedRequest) async throws -> ServerAnswer {
        guard received.method == .get || received.method == .head else { throw APIErrorBody(.methodNotAllowed) }
        guard let link = SecretToken(received.path.dropFirst(Self.place.count), .link) else {
            throw APIErrorBody(.notFound)
        }
        let finding = try await APIErrorBody.translating { try await media.find(link: link) }
        return try ServerAnswer(finding, RangeWish(received.headers))
    }
}

extension ServerAnswer {
    fileprivate init(_ finding: MediaFinding, _ range: RangeWish) throws {
        switch finding {
        case .there(let media): self.init(media, range)
        case .notYet: throw APIErrorBody(.unavailable, "the file is still to come", retryAfter: 5)
        case .none: throw APIErrorBody(.notFound)
        }
    }
}
