package import Transport

/// A local stand-in for Twilio, for the demo and the tests: it lives in memory, listens on loopback, and never
/// reaches anybody.
package enum LocalTwilio {
    /// Starts one and returns when it listens. Webhooks leave by `webhooks`, by libcurl unless one is given.
    package static func start(
        _ options: SimulatorOptions = SimulatorOptions(), webhooks: (any HTTPTransport)? = nil
    ) async throws -> RunningSimulator {
        guard ["127.0.0.1", "localhost"].contains(options.host) else {
            throw SimulatorError.notLoopback(options.host)
        }
        let sets = [options.numbers] + options.others.map(\.numbers)
        guard let first = options.numbers.first, sets.allSatisfy({ !$0.isEmpty && $0.allSatisfy(SendRequest.isNumber) })
        else { throw SimulatorError.badCommand("an account needs numbers in E.164, such as +12025550100") }
        guard Set(sets.joined()).count == sets.joined().count else {
            throw SimulatorError.badCommand("a number belongs to one account")
        }
        let transport = CurlTransport(
            options: CurlTransport.Options(
                userAgent: "TwilioProxy/1.1", connectTimeout: .seconds(5), connectionsPerHost: 16))
        let courier = Courier(transport: webhooks ?? transport) { SimulatorClock.wallNow }
        let directory = Directory(options, courier: courier)
        let server = Server(switchboard: Switchboard(directory: directory), host: options.host, port: options.port)
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let serving = Task {
            defer { listening.finish() }
            try await server.run { port in listening.yield(port) }
        }
        // No port comes when listening failed; then the task has the reason.
        guard let port = await ports.first(where: { _ in true }) else {
            do {
                try await serving.value
            } catch {
                throw SimulatorError.cannotListen(String(describing: error))
            }
            throw SimulatorError.cannotListen("\(options.host):\(options.port) for \(first)")
        }
        for account in directory.all { await account.reachable(at: "http://\(options.host):\(port)") }
        return RunningSimulator(directory: directory, account: directory.first, port: port, serving: serving)
    }
}
