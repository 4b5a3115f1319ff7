import LocalStore
import Messaging

extension SyncEngine {
    /// Tells the program what the engine is doing, if that changed.
    func publish() {
        // Beside another process's engine there is nothing to catch up with here: what arrives was fetched there.
        var report = EngineReport(phase: phase, history: history(), isCatchingUp: isCatchingUp && !isElsewhere)
        if case .live = report.phase { report.silence = news.silence() }
        guard report != lastReport else { return }
        lastReport = report
        surroundings.report(report)
    }

    private var phase: EngineReport.Phase {
        if isElsewhere { return stoppedElsewhere.map(EngineReport.Phase.stopped) ?? .elsewhere }
        if let problem = storePause.problem { return .refused(reason: "\(problem)") }
        if look == .wanted, weather.failures == 0, weather.refusal == nil {
            return lastReport.map(\.phase) ?? .starting
        }
        return weather.phase(nextLook: nextLook, proofOfLife: proofOfLife)
    }

    /// While other requests keep the look waiting, their answers tell that the line works. Rounded, so that few reports
    /// are made of it.
    private var proofOfLife: Instant { Instant(seconds: (lastAnswer?.seconds ?? 0) / 5 * 5) }

    private func history() -> EngineReport.History {
        // What the store cannot say now is left out; the next report tells it.
        guard let reach = try? news.historyReach(), let counts = try? store.counts() else { return .unknown }
        return switch reach {
        case .unknown: .unknown
        case .back(let moment): .running(back: moment, messages: counts.messages)
        case .complete: .complete(messages: counts.messages)
        }
    }
}

extension SyncError {
    /// What the log may know of it.
    var logLine: String {
        switch self {
        case .unreachable(let detail): "network: \(detail)"
        case .busy(_, let detail): "busy: \(detail)"
        case .outOfOrder(_, let detail): "out of order: \(detail)"
        case .outcomeUnknown(let detail): "outcome unknown: \(detail)"
        case .credentials(let reason): "refused: \(reason)"
        case .rejected(let code, _): "rejected: \(code.map(String.init) ?? "no code")"
        case .gone: "gone"
        case .elsewhere: "another process is the engine"
        case .store(let error): "store: \(error)"
        case .ourFault(let detail): "fault: \(detail)"
        }
    }
}
