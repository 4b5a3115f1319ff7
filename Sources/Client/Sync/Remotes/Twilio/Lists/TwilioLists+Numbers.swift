import LocalStore
import Messaging

/// Which numbers are ours: those of the settings, those in the pool of the profile's messaging service, and those that
/// texts of ours left from. The last two are kept in the mirror, so that a start without a network knows them.
extension TwilioLists {
    func ourNumbers() throws(SyncError) -> [PhoneNumber] {
        guard !settings.numbers.isEmpty else { return [] }
        let others = try storing { try reader.store.ownNumbers() }.filter { $0.isRead(with: settings.service) }
        return settings.numbers + others.map(\.number).filter { !settings.numbers.contains($0) }
    }

    func ownership() throws(SyncError) -> Ownership { Ownership(numbers: try ourNumbers()) }

    /// Asks for the service's pool, and has the lists of numbers that are new looked at next.
    ///
    /// What fails here says nothing of the lists, nor of the way to them: the pool is served by another host, and a key may
    /// read messages without reading services. So it is asked for later and later, and what was known stays.
    nonisolated(nonsending) func readPool() async throws(SyncError) -> NewsBatch {
        guard asksForPool, let service = settings.service else { throw .ourFault(detail: "a look that has not begun") }
        asksForPool = false
        var batch = NewsBatch(.single)
        do throws(SyncError) {
            let numbers = try await pages.numbers(ofService: service)
            let before = Set(try ourNumbers())
            try storing { try reader.store.record(numbers, ofService: service, now: now) }
            pool.succeeded(at: now, every: pace.numbersEvery)
            beginRound(over: try lists().filter { !before.contains($0.number) })
        } catch {
            switch error {
            case _ where Task.isCancelled: throw error
            case .busy, .store, .elsewhere: throw error
            case .unreachable, .outOfOrder, .outcomeUnknown, .credentials, .rejected, .gone, .ourFault:
                if pool.failed(at: now, pace: pace) {
                    reader.log("the messaging service's numbers could not be read: \(error.logLine)")
                }
                batch.isAnswer = false
            }
        }
        return batch
    }
}
