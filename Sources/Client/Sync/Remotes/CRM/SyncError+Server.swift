import CRMAPI
import HTTPTypes
import Transport

extension SyncError {
    /// What a call without an answer means. Whatever is asked may be asked again: it changes nothing, or has a
    /// key.
    init(_ error: TransportError) {
        switch error {
        case .notSent(let detail), .unknownOutcome(let detail): self = .unreachable(detail: detail)
        case .canceled: self = .unreachable(detail: error.description)
        case .tooLarge: self = .ourFault(detail: error.description)
        case .refused(let reason): self = .credentials(reason: reason)
        }
    }

    /// What a server's refusal means: what it says itself, else its status. Who may read and not change goes on reading.
    init(_ answer: HTTPAnswer, _ pause: Duration?, isChange: Bool) {
        let status = answer.response.status.code
        let said = APIErrorBody(answer.body, status: status)
        let detail = "status \(status)\(said.map { ", \($0.code.rawValue)" } ?? "")"
        switch status {
        case 300...399: self = .credentials(reason: "The server's address answers with a redirect; check server.")
        case 401: self = .credentials(reason: "The server does not accept this token. Ask for a new one.")
        case 403 where isChange && said?.code == .scopeMissing:
            self = .rejected(code: nil, text: "this token may read the inbox and not change it")
        case 403: self = .credentials(reason: "This token may not do that on the server. Ask for one with its scope.")
        case 407: self = .credentials(reason: "The proxy asks for credentials; check https_proxy.")
        case 404 where said == nil:
            self = .credentials(reason: "There is no Leadline server at this address; check server.")
        case 404, 410: self = .gone
        case 409 where said?.code == .idempotencyKeyRunning: self = .busy(after: .seconds(1), detail: detail)
        case 429: self = .busy(after: said?.retryAfter.map { .seconds($0) } ?? pause, detail: detail)
        case 408, 425, 500...: self = .outOfOrder(after: said?.retryAfter.map { .seconds($0) } ?? pause, detail: detail)
        case 400...499: self = .rejected(code: said?.providersCode, text: said?.detail ?? said?.code.title)
        default: self = .outOfOrder(after: nil, detail: detail)
        }
    }
}

extension APIErrorBody {
    /// Twilio's number for what is refused, by which people are told the same on a server as without.
    fileprivate var providersCode: Int? { twilioCode ?? Self.providersCodes[code] }

    private static let providersCodes: [APIErrorCode: Int] = [
        .optedOut: 21610, .invalidPhoneNumber: 21211, .numberUnverified: 21608,
    ]
}
