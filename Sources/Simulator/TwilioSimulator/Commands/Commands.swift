internal import FoundationEssentials

/// What a test or a demonstration orders over HTTP: the paths that begin with two underscores.
///
/// `POST /__inbound`, `/__fault`, `/__outcome`, `/__script`, `/__seed`, `/__webhook`, `/__advance`, `/__message`,
/// `/__sending`, `/__paging`, `/__pool`, `/__number`, `/__clock` take a JSON object; `DELETE /__fault` calls all faults
/// off, with `?name=` those of that name; `GET /__books`, `/__people`, `/__account` and `/__accounts` tell. They are
/// about the first account, unless `account` names another in the order or the query. No credentials are asked: nothing
/// but this machine reaches the simulator.
struct Commands: Sendable {
    let directory: Directory

    func answer(_ request: Incoming) async -> Answer {
        do {
            let account = try account(request.query["account"])
            switch (request.method, request.path) {
            case ("GET", "/__books"): return Answer(await account.books.json)
            case ("GET", "/__people"):
                let limit = try request.query["limit"].map { text in
                    try Order.checked(Int(text) ?? -1, "limit", in: 0...Int.max)
                }
                let table = await account.peopleTable(limit: limit ?? .max)
                return Answer(status: 200, contentType: "text/csv", body: Array(table.utf8))
            case ("GET", "/__account"): return Answer(await account.described)
            case ("GET", "/__accounts"):
                var rows: [JSON] = []
                for account in directory.all { rows.append(await account.described) }
                return Answer(["accounts": .array(rows)])
            case ("DELETE", "/__fault"):
                if let name = request.query["name"] {
                    await account.clearFaults(named: name)
                } else {
                    await account.clearFaults()
                }
                return Answer(["faults": 0])
            case ("POST", _): return try await obey(request, account)
            default: throw Rejection.notFound(request.path)
            }
        } catch let rejection as Rejection {
            return Answer(rejection)
        } catch {
            return Answer(Rejection(code: 20001, "The command is not understood: \(error)"))
        }
    }

    /// Does what the order says; what it lacks is named in the answer.
    private func obey(_ request: Incoming, _ addressed: Account) async throws -> Answer {
        let order = try Order(request.body)
        let account = try order.account.map(account) ?? addressed
        switch request.path {
        case "/__inbound":
            let owner = try await inbox(order, account)
            let sid = try await owner.receive(
                from: try order.needed(order.from, "from"), to: try await receiver(order, owner),
                body: order.body ?? "", media: order.media ?? [],
                age: try order.duration(order.ageMs, "age_ms") ?? .zero,
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
            for account in directory.all { await account.advance(by: .milliseconds(span)) }
        case "/__number":
            let number = try order.needed(order.number, "number")
            await directory.hand(number, to: order.released == true ? nil : account)
        default: try await account.obey(try order.bend(at: request.path))
        }
        return Answer(["done": true])
    }

    /// The account of this SID; the first one where none is named.
    private func account(_ sid: String?) throws(Rejection) -> Account {
        guard let sid else { return directory.first }
        guard let account = directory.account(sid) else { throw .notFound(sid) }
        return account
    }

    /// The account that an inbound message comes to: whose number it is, unless the order names another.
    private func inbox(_ order: Order, _ account: Account) async throws -> Account {
        guard order.account == nil, let to = order.to else { return account }
        return await directory.owner(of: to) ?? account
    }

    /// Our side of an inbound message: as ordered, the one that is answered, or the first.
    private func receiver(_ order: Order, _ account: Account) async throws -> String {
        if order.reply == true { return await account.answerable(by: try order.needed(order.from, "from")) }
        return order.to ?? account.options.numbers[0]
    }
}

extension Account {
    /// All that a client needs to know of the account.
    fileprivate var described: JSON {
        let owned = numbers.filter { !$0.isReleased }
        return [
            "base": .string(publicBase), "account_sid": .string(sid), "auth_token": .string(token),
            "secondary_auth_token": .optional(secondaryToken), "api_key_sid": .string(keySID),
            "api_key_secret": .string(keySecret), "messaging_service_sid": .string(serviceSID),
            "messaging_service_sids": .array(services.indices.map { .string(sid(ofService: $0)) }),
            "owner_account_sid": .string(ownerSID ?? sid), "numbers": .array(owned.map { .string($0.phoneNumber) }),
        ]
    }
}
