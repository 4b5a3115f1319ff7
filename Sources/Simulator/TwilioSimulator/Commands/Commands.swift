internal import FoundationEssentials

/// What a test or a demonstration orders over HTTP: the paths that begin with two underscores.
///
/// `POST /__inbound`, `/__fault`, `/__outcome`, `/__script`, `/__seed`, `/__webhook`, `/__advance`, `/__message`,
/// `/__sending`, `/__paging`, `/__pool`, `/__clock` take a JSON object; `DELETE /__fault` calls all faults off, with
/// `?name=` those of that name; `GET /__books`, `/__people` and `/__account` tell. No credentials are asked:
/// nothing but this machine reaches the simulator.
struct Commands: Sendable {
    let account: Account

    func answer(_ request: Incoming) async -> Answer {
        do {
            switch (request.method, request.path) {
            case ("GET", "/__books"): return Answer(await account.books.json)
            case ("GET", "/__people"):
                let limit = try request.query["limit"].map { text in
                    try Order.checked(Int(text) ?? -1, "limit", in: 0...Int.max)
                }
                let table = await account.peopleTable(limit: limit ?? .max)
                return Answer(status: 200, contentType: "text/csv", body: Array(table.utf8))
            case ("GET", "/__account"): return Answer(await describe())
            case ("DELETE", "/__fault"):
                if let name = request.query["name"] {
                    await account.clearFaults(named: name)
                } else {
                    await account.clearFaults()
                }
                return Answer(["faults": 0])
            case ("POST", _): return try await obey(request)
            default: throw Rejection.notFound(request.path)
            }
        } catch let rejection as Rejection {
            return Answer(rejection)
        } catch {
            return Answer(Rejection(code: 20001, "The command is not understood: \(error)"))
        }
    }

    /// Does what the order says; what it lacks is named in the answer.
    private func obey(_ request: Incoming) async throws -> Answer {
        let order = try Order(request.body)
        switch request.path {
        case "/__inbound":
            let sid = try await account.receive(
                from: try order.needed(order.from, "from"), to: try await receiver(order), body: order.body ?? "",
                media: order.media ?? [], age: try order.duration(order.ageMs, "age_ms") ?? .zero,
                hidden: try order.duration(order.hiddenMs, "hidden_ms"))
            return Answer(["sid": .optional(sid)], status: 201)
        case "/__fault": await account.add(try order.fault())
        case "/__outcome": await account.order(try order.outcome(), to: try order.needed(order.to, "to"))
        case "/__script": await account.start(try order.script())
        case "/__seed":
            await account.seed(try order.seedPlan())
            return Answer(["messages": .int(await account.store.records.count)])
        case "/__webhook":
            try await account.setWebhook(
                try order.needed(order.url, "url"), fallback: order.fallback ?? "",
                of: order.number ?? account.options.numbers[0])
        case "/__advance":
            let span = try order.span(order.milliseconds, "milliseconds") ?? 0
            await account.advance(by: .milliseconds(span))
        default: try await account.obey(try order.bend(at: request.path))
        }
        return Answer(["done": true])
    }

    /// Our side of an inbound message: as ordered, the one that is answered, or the first.
    private func receiver(_ order: Order) async throws -> String {
        if order.reply == true { return await account.answerable(by: try order.needed(order.from, "from")) }
        return order.to ?? account.options.numbers[0]
    }

    /// All that a client needs to know of the account.
    private func describe() async -> JSON {
        [
            "base": .string(await account.publicBase), "account_sid": .string(account.sid),
            "auth_token": .string(account.token), "api_key_sid": .string(account.keySID),
            "api_key_secret": .string(account.keySecret), "messaging_service_sid": .string(account.serviceSID),
            "numbers": .array(account.options.numbers.map { .string($0) }),
        ]
    }
}
