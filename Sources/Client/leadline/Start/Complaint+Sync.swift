import Sync
import Twilio

/// What the remote of a profile is called at the beginning of a sentence.
enum RemoteName {
    case twilio, server

    var name: String {
        switch self {
        case .twilio: "Twilio"
        case .server: "The server"
        }
    }

    /// The same within a sentence.
    var nameWithin: String {
        switch self {
        case .twilio: "Twilio"
        case .server: "the server"
        }
    }

    /// What becomes of a text whose answer got lost.
    var onUnknown: String {
        switch self {
        case .twilio: "Leadline looks for it in Twilio's list; it is never sent again by itself."
        case .server:
            "Leadline asks the server again under the same name, so that it is there once; do not send it again."
        }
    }
}

extension Profile {
    /// What stands at the head of the screen: on a server the server's name as well.
    var title: String {
        switch source {
        case .twilio: name
        case .server(let access): "\(name) on \(access.address.host)"
        }
    }

    var remoteName: RemoteName { twilio == nil ? .server : .twilio }

    /// What cannot be done from it.
    var missing: [Ability] {
        Ability.allCases.filter { !$0.places.contains(twilio == nil ? .server : .twilio) }
    }
}

extension Complaint {
    /// What a person is told of a failure on the way to the remote.
    init(_ error: SyncError, of remote: RemoteName = .twilio) {
        let name = remote.name
        switch error {
        case .unreachable:
            self.init(
                .tryLater, "\(name) cannot be reached.", advice: "Nothing is lost. Check the network and try again.")
        case .busy(let after, _):
            self.init(
                .tryLater, "\(name) is asked too much and wants to be left alone.",
                advice: "Nothing is lost. Try again in \(after.map(Self.span) ?? "a while").")
        case .outOfOrder(let after, _):
            self.init(
                .tryLater, "\(name), or something on the way to it, is out of order.",
                advice: "Nothing is lost. Try again in \(after.map(Self.span) ?? "a while").")
        case .outcomeUnknown:
            self.init(
                .outcomeUnknown, "A request left and no answer came back.", advice: remote.onUnknown)
        case .credentials(let reason):
            self.init(.settings, visible(reason), advice: "`leadline doctor` says what is wrong.")
        case .rejected(let code, let text):
            let number = code.map { " (\($0))" } ?? ""
            self.init(.refused, "\(name) refused it\(number): \(visible(text ?? "no reason given"))")
        case .gone: self.init(.refused, "\(name) has no such message.")
        case .elsewhere:
            self.init(
                .tryLater, "Another Leadline is open on this profile and fetches already.",
                advice: "What is new arrives there, and `leadline leads` prints it.",
                "To sync from here, end the other one first.")
        case .store(let error): self.init(error)
        case .ourFault(let detail): self.init(.failure, "\(name)'s answer made no sense: \(visible(detail)).")
        }
    }

    /// What a person is told where an attachment cannot be fetched.
    init(ofAttachment error: SyncError) {
        switch error {
        case .gone: self.init(.refused, "Twilio does not hold this attachment any longer.")
        case .ourFault(let detail):
            self.init(.failure, "The attachment cannot be fetched: \(visible(detail)).")
        case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .credentials, .rejected, .elsewhere, .store:
            self.init(error)
        }
    }

    /// What a person is told where the process that would fetch and send was stopped.
    init(stopped process: Int32) {
        self.init(
            .tryLater, "Another Leadline is stopped (pid \(process)): until it goes on, nothing is fetched or sent.",
            advice:
                "`fg` in its shell, or `kill -CONT \(process)`, lets it go on; `kill \(process)` first, and it ends.")
    }

    private static func span(_ span: Duration) -> String {
        let seconds = max(1, span.components.seconds)
        return seconds < 120 ? "\(seconds) s" : "\((seconds + 59) / 60) minutes"
    }

    /// What a person is told when Twilio was asked without an engine.
    init(_ error: TwilioError) {
        let status: ExitStatus =
            switch error {
            case .tryLater: .tryLater
            case .unknownOutcome: .outcomeUnknown
            case .credentials: .settings
            case .rejected, .notFound: .refused
            case .ourFault: .failure
            }
        self.init(status, visible(error.words()))
        // Nobody tries again by itself here: the engine, which does, has complaints of its own.
        if status == .tryLater {
            advice = ["Check the network and try again."]
        } else if let remedy = error.remedy {
            advice = [remedy]
        }
    }
}
