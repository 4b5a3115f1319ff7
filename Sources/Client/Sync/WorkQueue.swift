@preconcurrency import Dispatch

/// A thread of one's own for an actor that waits for the disk, so that nobody else waits with it.
final class WorkQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "leadline.sync")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
