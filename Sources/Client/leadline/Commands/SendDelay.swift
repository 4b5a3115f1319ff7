import LocalStore
import Messaging

/// Why a message that was to leave at once waits in the outbox.
enum SendDelay: Equatable {
    case unreachable
    /// The remote asked to wait, or had a fault of its own.
    case busy
    /// An earlier message to the same number is on its way, or nobody knows what became of it.
    case behindEarlier
    /// An earlier message to the same number waits for a person's word.
    case behindAsked(MessageID)
    /// Another process is the engine and was stopped.
    case stoppedEngine(Int32)
    /// Time was up before it came to it, or another process sends and has not come to it.
    case outOfTime

    /// Reads the reason off the outbox; `nil` where the message does not wait.
    ///
    /// `stopped` is the process that is the engine and was stopped.
    init?(of id: MessageID, isUnreachable: Bool, stopped: Int32? = nil, in store: InboxStore) throws {
        let open = try store.openOutbox()
        guard let entry = open.first(where: { $0.id == id }) else { return nil }
        if let ahead = try store.textAhead(of: id), !ahead.isUnknown {
            self = .behindAsked(ahead.id)
            return
        }
        let earlier = open.contains { other in
            other.id != id && other.to == entry.to && [.sending, .unknown].contains(other.state)
        }
        if let stopped {
            self = .stoppedEngine(stopped)
            return
        }
        self = earlier ? .behindEarlier : isUnreachable ? .unreachable : entry.attempts > 0 ? .busy : .outOfTime
    }

    func sentence(_ remote: RemoteName) -> String {
        switch self {
        case .unreachable: "\(remote.name) could not be reached yet; the message waits in the outbox."
        case .busy: "\(remote.name) takes nothing just now; the message waits in the outbox."
        case .behindEarlier:
            "Nobody knows yet what became of an earlier message to this number; this one waits behind it in the outbox."
        case .behindAsked(let earlier):
            "Message \(earlier), which was written to this number before, waits for your word, and this one behind it in the "
                + "outbox. The inbox asks; `leadline do send-now` lets one of them go."
        case .stoppedEngine(let process):
            "The message waits in the outbox: another Leadline is stopped (pid \(process)); `fg` or end it."
        case .outOfTime: "The message has not left yet; it waits in the outbox."
        }
    }
}
