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
    /// How many requests of this node are away from each number.
    private var away: [LaneName: Int] = [:]
    private var looks = 0
    private var isAway = false
    /// Whether somebody called while nobody rested.
    private var isCalled = false
    /// Until something is due, as far as is known.
    private var lull = Duration.zero
    private var nap: Task<Void, Never>?

    private static let lanesAtOnce = 16
    private static let looksAtOnce = 8

    private struct LaneName: Hashable {
        let tenant: TenantID
        let address: String

        init(_ lane: SendLane) { (tenant, address) = (lane.tenant, lane.address) }
    }

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
                for lane in lanes { group.addTask { await self.turn(lane) } }
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

    private func take() async -> [SendLane] {
        let room = Self.lanesAtOnce - running
        guard room > 0 else { return [] }
        do {
            // Looking changes nothing, so idle nodes are in nobody's way.
            let lull = try await store.readServer { t in try t.lanes.next().map { $0 - t.now } }
            (isAway, self.lull) = (false, lull ?? pace.pause)
            guard self.lull <= .zero else { return [] }
            let lanes = try await store.writeServer { [pace] in try $0.lanes.take(limit: room, lease: pace.lane) }
            running += lanes.count
            return lanes
        } catch {
            if !isAway { report("no text can leave: \(Self.reason(error))") }
            isAway = true
            return []
        }
    }

    /// Does what is due in a lane, which is given back as soon as that has left or hangs. What hangs is waited for
    /// afterwards, and a text that may have left is looked for, while others leave.
    private func turn(_ lane: SendLane) async {
        let name = LaneName(lane)
        let begun = store.surroundings.uptime()
        let turn: SendTurn
        do {
            let room = SendTurn.atOnce - away[name, default: 0]
            let mayLook = looks < Self.looksAtOnce && !isStopping
            turn = try await store.write(lane.tenant) { [pace] in
                try SendTurn(lane, pace, room: room, mayLook: mayLook, $0)
            }
        } catch {
            return await free(lane, after: nil, error)
        }
        if turn.departures.isEmpty {
            await free(lane, after: turn.rest)
        } else {
            away[name, default: 0] += turn.departures.count
            await send(turn, begun: begun, in: lane)
            away[name, default: 0] -= turn.departures.count
            if away[name] == 0 { away[name] = nil }
        }
        if let text = turn.sought { await look(for: text, in: lane.tenant) }
    }

    /// Sends what has departed, at once; the lane rests afterwards for what Twilio said.
    private func send(_ turn: SendTurn, begun: Uptime, in lane: SendLane) async {
        let keeping = Task { await keep(lane) }
        await withTaskGroup(of: Duration?.self) { group in
            for departure in turn.departures { group.addTask { await self.send(departure, begun: begun) } }
            group.addTask { [pace] in
                // Who is canceled has waited long enough.
                try? await Task.sleep(for: pace.answer)
                return nil
            }
            var (rest, left, isHeld) = (turn.rest, turn.departures.count, true)
            while left > 0, let answer = await group.next() {
                if let answer { (left, rest) = (left - 1, max(rest, answer)) }
                guard isHeld, left == 0 || answer == nil else { continue }
                isHeld = false
                keeping.cancel()
                await keeping.value
                await free(lane, after: rest)
            }
            group.cancelAll()
        }
    }

    /// Keeps a lane this node's until canceled; one that is lost is told of when it is given back.
    private func keep(_ lane: SendLane) async {
        while (try? await Task.sleep(for: pace.renewal)) != nil {
            _ = try? await store.write(lane.tenant) { [pace] in try $0.outgoing.renew(lane, until: $0.now + pace.lane) }
        }
    }

    /// Gives a lane back, which may be taken again after `rest`; where that is unknown its lease ends by itself.
    private func free(_ lane: SendLane, after rest: Duration?, _ error: (any Error)? = nil) async {
        var error = error
        do {
            if let rest { try await store.write(lane.tenant) { try $0.outgoing.giveBack(lane, freeAt: $0.now + rest) } }
        } catch let failure {
            error = failure
        }
        // Where somebody else has it, that one goes on with what is left.
        if let error, !(error is LaneTakenAway) { report("a lane waits: \(Self.reason(error))") }
        running -= 1
        nap?.cancel()
    }

    private func look(for text: OutgoingText, in tenant: TenantID) async {
        looks += 1
        do {
            try await outbound.seek(text, in: tenant)
        } catch {
            // It is looked for again by itself.
            report("a look for text \(text.message) waits: \(Self.reason(error))")
        }
        looks -= 1
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
