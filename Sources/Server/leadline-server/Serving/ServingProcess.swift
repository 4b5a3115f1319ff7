internal import ServerHTTP

/// The process that serves: its listeners from the first moment on, and behind them a node as soon as its database is
/// there.
struct ServingProcess {
    let plan: NodePlan
    private let log = ServerLog()

    /// How long is waited before a database that is away is asked for again.
    private static let pause = Duration.seconds(1)

    init(_ plan: NodePlan) { self.plan = plan }

    /// Serves until TERM or INT. `ready` is called once with the bases, when all places are taken.
    func run(ready: @escaping @Sendable ([String]) -> Void) async throws {
        let signals = StopSignals()
        let reception = Reception(log)
        let node = Task { try await live(reception) }
        try await reception.decided()
        let outcome: (any Error)?
        do {
            try await serve(reception, node, signals.arrived, PlaceRoll(plan.places, ready: ready))
            outcome = nil
        } catch { outcome = error }
        // The rows are closed when the last request has its answer. A node that never came to live has none.
        if let farewell = try? await node.value { await farewell() }
        if let outcome { throw outcome }
        withExtendedLifetime(signals) {}
    }

    private func serve(
        _ reception: Reception, _ node: Task<ServerNode.Farewell, any Error>, _ asked: AsyncStream<Void>,
        _ roll: PlaceRoll
    ) async throws {
        try await withThrowingTaskGroup { group in
            for (number, place) in plan.places.enumerated() {
                group.addTask { try await listen(at: place, reception) { await roll.taken(number, port: $0) } }
            }
            // It ends before the listeners do: who waits for changes is answered, and holds up nobody.
            group.addTask {
                _ = try await withTaskCancellationHandler {
                    try await node.value
                } onCancel: {
                    node.cancel()
                }
            }
            group.addTask {
                await StopSignals.first(of: asked)
                log.note("stopping")
            }
            // Whatever ends first, on purpose or not, ends the rest.
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }

    /// Opens the node, however often that has to be tried, and lets it work until the task is canceled.
    private func live(_ reception: Reception) async throws -> ServerNode.Farewell {
        var isTold = false
        do {
            while true {
                do {
                    return try await plan.node(log).run(reception, log)
                } catch  where ServerComplaint(about: error)?.status == .tryLater {
                    if !isTold { log.note("database.away", ServerComplaint(about: error)?.sentence) }
                    isTold = true
                    reception.decide()
                    try await Task.sleep(for: Self.pause)
                }
            }
        } catch {
            reception.decide(error)
            throw error
        }
    }

    private func listen(
        at place: HTTPListener.Place, _ reception: Reception, _ taken: @escaping @Sendable (Int) async -> Void
    ) async throws {
        if case .unix(let path) = place { try SocketFile.clear(path) }
        do {
            try await HTTPListener(place) { await reception.answer($0) }
                .run { port in
                    if case .unix(let path) = place { SocketFile.open(path) }
                    await taken(port)
                }
        } catch {
            // However the listener ended that was asked to end, it has ended.
            guard !Task.isCancelled else { return }
            throw ServerComplaint(
                .settings, "Nobody can listen at \(place.base(port: place.wantedPort)): \(error).",
                advice: "Another program may be there; LEADLINE_LISTEN takes another place.")
        }
    }
}

/// Which places have been taken, until all are.
actor PlaceRoll {
    private let places: [HTTPListener.Place]
    private let ready: @Sendable ([String]) -> Void
    private var bases: [Int: String] = [:]

    init(_ places: [HTTPListener.Place], ready: @escaping @Sendable ([String]) -> Void) {
        (self.places, self.ready) = (places, ready)
    }

    func taken(_ number: Int, port: Int) {
        bases[number] = places[number].base(port: port)
        if bases.count == places.count { ready(places.indices.compactMap { bases[$0] }) }
    }
}
