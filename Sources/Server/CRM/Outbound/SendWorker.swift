internal import Messaging
internal import ServerStore

/// Lets texts leave, on one node; every node has one, and no two hold the same lane.
///
/// An attempt is written down before its request leaves, and how it ended afterwards, in transactions of their own: no
/// transaction is open while a request is away. A node that ends in between leaves an attempt of which nobody knows how it
/// ended, and that is never made again.
package actor SendWorker {
    /// What is told to the log: how many texts left, and what stood in the way.
    package typealias Report = @Sendable (String) -> Void

    private let outbound: Outbound
    private let report: Report
    private var isStopping = false
    private var running = 0
    private var isAway = false
    /// Whether somebody called while nobody rested.
    private var isCalled = false
    /// Until something is due, as far as is known.
    private var lull = Duration.zero
    private var nap: Task<Void, Never>?

    private static let lanesAtOnce = 16

    private var store: TenantStore { outbound.store }
    private var pace: SendPace { outbound.pace }

    package init(_ outbound: Outbound, report: @escaping Report = { _ in }) {
        (self.outbound, self.report) = (outbound, report)
    }

    /// Works until `stop`, and returns when no request is away any more and all outcomes are written down.
    package func run() async {
        await withDiscardingTaskGroup { group in
            while !isStopping, !Task.isCancelled {
                let lanes = await take()
                for lane in lanes {
                    running += 1
                    group.addTask {
                        await self.turn(lane)
                        await self.ended()
                    }
                }
                if lanes.isEmpty || running >= Self.lanesAtOnce { await rest() }
            }
        }
    }

    /// Begins nothing any more.
    package func stop() {
        isStopping = true
        nap?.cancel()
    }

    /// Looks for texts at once.
    package func wake() {
        isCalled = true
        nap?.cancel()
    }

    /// Does what is due now, in all lanes, once each.
    package func work() async {
        let lanes = await take()
        await withDiscardingTaskGroup { group in
            for lane in lanes { group.addTask { await self.turn(lane) } }
        }
    }

    private func ended() {
        running -= 1
        nap?.cancel()
    }

    private func take() async -> [SendLane] {
        let room = Self.lanesAtOnce - running
        guard room > 0 else { return [] }
        do {
            // Looking changes nothing, so idle nodes are in nobody's way.
            let lull = try await store.readServer { t in try t.lanes.next().map { $0 - t.now } }
            (isAway, self.lull) = (false, lull ?? pace.pause)
            guard self.lull <= .zero else { return [] }
            return try await store.writeServer { [pace] in try $0.lanes.take(limit: room, lease: pace.lane) }
        } catch {
            if !isAway { report("no text can leave: \(Self.reason(error))") }
            isAway = true
            return []
        }
    }

    private func turn(_ lane: SendLane) async {
        do {
            let begun = store.surroundings.uptime()
            let turn = try await store.write(lane.tenant) { [pace] in try SendTurn(lane, pace, $0) }
            let rest = try await holding(lane) { [outbound] in
                let rest = await self.send(turn.departures, begun: begun)
                if let sought = turn.sought { try await outbound.seek(sought, in: lane.tenant) }
                return rest
            }
            try await store.write(lane.tenant) { t in
                try t.outgoing.giveBack(lane, freeAt: t.now + max(rest, turn.rest))
            }
        } catch is LaneTakenAway {
            // Somebody else goes on with what is left.
        } catch {
            // Its lease ends by itself.
            report("a lane waits: \(Self.reason(error))")
        }
    }

    /// Does something that may take long while the lane stays this node's.
    private func holding<T: Sendable>(_ lane: SendLane, _ body: @escaping @Sendable () async throws -> T) async throws
        -> T
    {
        let keeping = Task { [store, pace] in
            while !Task.isCancelled {
                // Who is canceled holds it no longer; one that is lost is told of when it is given back.
                guard (try? await Task.sleep(for: pace.renewal)) != nil else { return }
                _ = try? await store.write(lane.tenant) { try $0.outgoing.renew(lane, until: $0.now + pace.lane) }
            }
        }
        do {
            let value = try await body()
            keeping.cancel()
            await keeping.value
            return value
        } catch {
            keeping.cancel()
            await keeping.value
            throw error
        }
    }

    /// Sends what has departed, at once; how long the lane is to rest for what Twilio said.
    private func send(_ departures: [Departure], begun: Uptime) async -> Duration {
        await withTaskGroup(of: Duration.self) { group in
            for departure in departures { group.addTask { await self.send(departure, begun: begun) } }
            var longest = Duration.zero
            for await rest in group { longest = max(longest, rest) }
            return longest
        }
    }

    private func send(_ departure: Departure, begun: Uptime) async -> Duration {
        let outcome = await outbound.send(departure, begun: begun)
        await record(outcome, departure)
        switch outcome {
        case .submitted: return .zero
        case .rejected(let code, _):
            report("text \(departure.message.id) was refused\(code.map { " with error \($0)" } ?? "")")
            return .zero
        case .later(_, let rest, _, _):
            report("text \(departure.message.id) waits for Twilio")
            return rest
        case .unknown:
            report("text \(departure.message.id) may have left")
            return .zero
        }
    }

    /// Writes an outcome down, again and again until the database takes it or the attempt counts as lost anyhow.
    private func record(_ outcome: SendOutcome, _ departure: Departure) async {
        let chance = store.surroundings.chance()
        let tenant = departure.message.tenant
        var pause = Duration.milliseconds(100)
        for _ in 0..<Self.patience {
            do {
                try await store.write(tenant) { [pace] t in
                    try outcome.record(departure, pace, chance: chance, t)
                }
                return
            } catch {
                report("the outcome of text \(departure.message.id) waits: \(Self.reason(error))")
            }
            // Who is canceled tries again at once.
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(5))
        }
    }

    private static let patience = 20

    private func rest() async {
        guard !isStopping, !isCalled else { return isCalled = false }
        let span = lull > .zero ? min(lull, pace.pause) : pace.pause
        // A nap that is cut short is over, as is one that was not.
        let nap = Task { _ = try? await Task.sleep(for: span) }
        self.nap = nap
        await withTaskCancellationHandler {
            await nap.value
        } onCancel: {
            nap.cancel()
        }
    }

    /// What a log may hold of an error.
    private static func reason(_ error: any Error) -> String {
        (error as? TenantStoreError)?.description ?? String(describing: type(of: error))
    }
}
