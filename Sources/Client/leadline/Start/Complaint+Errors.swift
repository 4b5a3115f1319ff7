import LocalStore
import Sync
import Transport
import Twilio

extension Complaint {
    /// What a person is told of a failure of the store.
    init(_ error: StoreError) {
        let status: ExitStatus =
            switch error {
            case .busy, .full: .tryLater
            case .otherSource: .settings
            case .newerVersion, .damaged, .moved, .readOnly, .unsafeFile, .missing, .ourFault: .failure
            }
        self.init(status, error.description)
        if error == .busy { advice = ["Try again."] }
    }
}

extension Complaint {
    /// Any failure in a person's words.
    init(describing error: any Error, of remote: RemoteName = .twilio) {
        switch error {
        case let complaint as Complaint: self = complaint
        case let error as StoreError: self.init(error)
        case let error as SyncError: self.init(error, of: remote)
        case let error as TwilioError: self.init(error)
        case let error as TransportError: self.init(.tryLater, error.description)
        default: self.init(.failure, "Something failed that should not (\(type(of: error))).")
        }
    }
}

/// Runs `body` and says its failure in a person's words.
func complaining<Answer>(_ body: () throws -> Answer) throws(Complaint) -> Answer {
    do {
        return try body()
    } catch {
        throw Complaint(describing: error)
    }
}
