internal import CRM
internal import Secrets
internal import ServerStore

/// How a command of the server ended, in the number that the shell sees.
enum ServerExit: Int32, Sendable {
    case failure = 1
    /// A change was under way when the database broke off.
    case outcomeUnknown = 2
    /// The database is away for now.
    case tryLater = 3
    /// Will never work as it was asked.
    case refused = 4
    /// Settings are missing or wrong.
    case settings = 5
}

/// Why a command could not do what it was asked, and what an operator does about it. Nothing secret is in it.
struct ServerComplaint: Error, Equatable {
    var status: ServerExit
    var sentence: String
    /// What to do next, one line each.
    var advice: [String]

    init(_ status: ServerExit, _ sentence: String, advice: String...) {
        (self.status, self.sentence, self.advice) = (status, sentence, advice)
    }

    /// What `error` means to an operator; `nil` for what is not ours, such as wrong usage.
    init?(about error: any Error) {
        switch error {
        case let complaint as ServerComplaint: self = complaint
        case let error as TenantStoreError: self.init(Self.status(error), error.description)
        case let error as CRMError: self.init(Self.status(error), error.description)
        case let error as ChannelError: self.init(.failure, error.description)
        case let error as KeyFileError:
            self.init(
                .settings, error.description.prefix(1).uppercased() + error.description.dropFirst() + ".",
                advice: "LEADLINE_MASTER_KEY_FILE says where it lies.")
        default: return nil
        }
    }

    private static func status(_ error: TenantStoreError) -> ServerExit {
        switch error {
        case .busy, .conflict, .gone, .full: .tryLater
        case .undecided: .outcomeUnknown
        case .constraint: .refused
        case .readOnly, .newerVersion, .olderVersion, .unsafeRole, .badAddress: .settings
        case .damaged, .ourFault: .failure
        }
    }

    private static func status(_ error: CRMError) -> ServerExit {
        switch error {
        case .away, .takenOver, .changedMeanwhile: .tryLater
        case .undecided: .outcomeUnknown
        case .unknown, .nameTaken, .unusableName, .expiryInThePast, .unknownAssignee, .unknownZone, .feedBegunAnew,
            .conversationMoved, .wrongState, .optedOut, .noSender, .unwritable:
            .refused
        case .ourFault: .failure
        }
    }
}
