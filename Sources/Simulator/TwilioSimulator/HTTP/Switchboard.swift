/// Decides which resource a request means, who may have it, and which fault it meets.
struct Switchboard: Sendable {
    let account: Account

    /// The answer to `request`; never fails, since a refusal is an answer too.
    func answer(_ request: Incoming) async -> Answer {
        if request.path.hasPrefix("/__cdn/") {
            let ticket = String(request.path.dropFirst(7))
            return await account.content(ticket: ticket, hasCredentials: request.authorization != nil)
        }
        if request.path.hasPrefix("/__") { return await Commands(account: account).answer(request) }
        let concurrency = await account.enter()
        var fault = await account.takeFault(for: request)
        if let limit = account.options.concurrencyLimit, concurrency > limit { fault = Fault(.rateLimited) }
        var answer = await meet(fault, request)
        await account.leave()
        answer.headers.append(("Twilio-Concurrent-Requests", String(concurrency)))
        return answer
    }

    /// Processes the request unless a fault keeps it from that, and spoils the answer where a fault wants it.
    private func meet(_ fault: Fault?, _ request: Incoming) async -> Answer {
        guard let fault else { return await process(request) }
        switch fault.kind {
        case .rateLimited, .errorBefore, .unreachable, .html:
            if request.isSend { await account.noteUnprocessed(request.form) }
            return Spoiling.replacement(fault)
        case .slow:
            let answer = await process(request)
            // Canceled means that the simulator stops; the answer may as well go out at once.
            try? await Task.sleep(for: fault.delay)
            return answer
        case .anchorGone:
            var request = request
            request.lostAnchor = .page(rows: fault.rows)
            return await process(request)
        case .errorAfter, .noAnswer, .cut, .oddRows, .huge, .duplicateCallbacks, .reorderedCallbacks, .lostCallbacks:
            return Spoiling.spoiled(await process(request), fault)
        }
    }

    /// Lets in who may come in, and finds the product that the path belongs to.
    private func process(_ request: Incoming) async -> Answer {
        guard let credentials = request.credentials, account.admits(credentials.name, credentials.secret) else {
            return Answer(Rejection.unauthenticated)
        }
        do {
            let pieces = request.pieces
            switch pieces.first {
            case "2010-04-01":
                guard pieces.count > 1, pieces[1] == "Accounts" else { throw Rejection.notFound(request.path) }
                return try await accounts(request, pieces, usesKey: credentials.name.hasPrefix("SK"))
            case "v1": return try await products(request, Array(pieces.dropFirst()))
            default: throw Rejection.notFound(request.path)
            }
        } catch {
            return Answer(error as? Rejection ?? Rejection(500, 20500, "Internal Server Error"))
        }
    }

    /// Everything below `/2010-04-01/Accounts`.
    private func accounts(_ request: Incoming, _ pieces: [String], usesKey: Bool) async throws -> Answer {
        // A standard API key opens everything but the accounts themselves.
        if pieces.count <= 3, usesKey { throw Rejection.unauthenticated }
        guard pieces.count > 2 else {
            try allow(["GET"], request)
            return Answer(await account.accountList())
        }
        guard pieces[2] == account.sid else { throw Rejection.unauthenticated }
        guard pieces.count > 3 else {
            try allow(["GET"], request)
            return Answer(await account.accountResource())
        }
        let rest = Array(pieces.dropFirst(4))
        switch pieces[3] {
        case "Messages": return try await Messages(account: account).answer(request, rest)
        case "IncomingPhoneNumbers": return try await numbers(request, rest)
        case "OutgoingCallerIds" where rest.isEmpty:
            try allow(["GET"], request)
            return Answer(try await account.callerIDList(request.query))
        case "Balance" where rest.isEmpty:
            try allow(["GET"], request)
            return Answer(await account.balanceResource())
        default: throw Rejection.notFound(request.path)
        }
    }

    /// The account's numbers: listed, shown, and pointed at webhooks.
    private func numbers(_ request: Incoming, _ rest: [String]) async throws(Rejection) -> Answer {
        guard let sid = rest.first else {
            try allow(["GET"], request)
            return Answer(try await account.numberList(request.query))
        }
        try allow(["GET", "POST"], request)
        guard rest.count == 1, let index = account.numberIndex(sid) else { throw .notFound(request.path) }
        if request.method == "POST" { try await account.updateNumber(index, request.form) }
        return Answer(await account.numberResource(index))
    }

    /// The newer products, which Twilio serves under host names of their own and the simulator under its one.
    private func products(_ request: Incoming, _ pieces: [String]) async throws -> Answer {
        switch pieces.first {
        case "Services":
            guard pieces.count > 1 else { return Answer(await account.serviceList()) }
            guard pieces[1] == account.serviceSID else { throw Rejection.notFound(request.path) }
            if pieces.count > 2 { return try await pool(request, Array(pieces.dropFirst(2))) }
            guard pieces.count == 2 else { throw Rejection.notFound(request.path) }
            if request.method == "POST" { await account.updateService(request.form) }
            return Answer(await account.serviceResource())
        case "Messaging" where pieces.count > 1 && pieces[1] == "Countries":
            guard pieces.count == 3 else { return Answer(await account.countryList()) }
            guard let prices = await account.countryPrices(pieces[2]) else { throw Rejection.notFound(request.path) }
            return Answer(prices)
        case "Alerts" where pieces.count == 1: return Answer(await account.alertList())
        default: throw Rejection.notFound(request.path)
        }
    }

    /// The numbers of a messaging service: listed and shown. They are put in and taken out by `/__pool`.
    private func pool(_ request: Incoming, _ pieces: [String]) async throws(Rejection) -> Answer {
        guard pieces.count <= 2, pieces[0] == "PhoneNumbers" else { throw .notFound(request.path) }
        try allow(["GET"], request)
        guard pieces.count == 2 else { return Answer(try await account.serviceNumberList(request.query)) }
        guard let resource = await account.serviceNumber(pieces[1]) else { throw .notFound(request.path) }
        return Answer(resource)
    }

    private func allow(_ methods: [String], _ request: Incoming) throws(Rejection) {
        guard methods.contains(request.method) else { throw Rejection.methodNotAllowed }
    }
}
