import Messaging

/// The engine's rest: over when its moment comes, when somebody wakes it, or when its task is cancelled.
struct Pause {
    /// Set by a wake that found nobody asleep, so that it is not lost.
    var isWoken = false
    var sleeper: CheckedContinuation<Void, Never>?

    mutating func wake() {
        guard let sleeper else {
            isWoken = true
            return
        }
        self.sleeper = nil
        sleeper.resume()
    }
}

extension SyncEngine {
    /// Ends the present rest, or the next one before it begins.
    func wake() {
        pause.wake()
        mindTexts()
    }

    /// Rests until `moment`, a wake or cancellation; without a moment until one of the others.
    func rest(until moment: Instant?) async {
        if pause.isWoken {
            pause.isWoken = false
            return
        }
        let span = moment.map { $0 - now }
        guard span ?? .seconds(1) > .zero, !Task.isCancelled else { return await Task.yield() }
        let sleep = surroundings.sleep
        let alarm = span.map { span in
            Task {
                await sleep(span)
                if !Task.isCancelled { wake() }
            }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if pause.isWoken { continuation.resume() } else { pause.sleeper = continuation }
                pause.isWoken = false
            }
        } onCancel: {
            Task { await wake() }
        }
        alarm?.cancel()
    }
}
