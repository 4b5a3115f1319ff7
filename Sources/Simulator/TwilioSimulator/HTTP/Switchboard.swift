/// Decides which resource a request means, who may have it, and which fault it meets.
struct Switchboard: Sendable {
    let directory: Directory

    /// The answer to `request`; never fails, since a refusal is an answer too.
    func answer(_ request: Incoming) async -> Answer {
        if request.path.hasPrefix("/__cdn/") {
            return await content(request)
        }
        if request.path.hasPrefix("/__") { return await Commands(directory: directory).answer(request) }
        let account = directory.addressed(by: request)
        let concurrency = await account.enter()
        var fault = await account.takeFault(for: request)
        if let limit = account.options.concurrencyLimit, concurrency > limit { fault = Fault(.rateLimited) }
        var answer = await meet(fault, request, account)
        await account.leave()
        answer.headers.append(("Twilio-Concurrent-Requests", String(concurrency)))
        return answer
    }

    /// The content of a medium, by a ticket that one of the accounts has issued.
    private func content(_ request: Incoming) async -> Answer {
        let ticket = String(request.path.dropFirst(7))
        var issuer = directory.first
        for account in directory.all where await account.tickets[ticket] != nil { issuer = account }
        return await issuer.content(ticket: ticket, hasCredentials: request.authorization != nil)
    }

    /// Processes the request unless a fault keeps it from that, and spoils the answer where a fault wants it.
    private func meet(_ fault: Fault?, _ request: Incoming, _ account: Account) async -> Answer {
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
        guard let caller = await directory.signedIn(request.credentials) else {
            return Answer(Rejection.unauthenticated)
        }
        do {
            let pieces = request.pieces
            switch pieces.first {
            case "2010-04-01":
                guard pieces.count > 1, pieces[1] == "Accounts" else { throw Rejection.notFound(request.path) }
                return try await accounts(request, pieces, of: caller)
            case "v1": return try await products(request, Array(pieces.dropFirst()), of: caller)
            default: throw Rejection.notFound(request.path)
            }
        } catch {
            return Answer(error as? Rejection ?? Rejection(500, 20500, "Internal Server Error"))
        }
    }

    /// Everything below `/2010-04-01/Accounts`.
    private func accounts(_ request: Incoming, _ pieces: [String], of caller: Account) async throws -> Answer {
        // A standard API key opens everything but the accounts themselves.
        if pieces.count <= 3, request.credentials?.name == caller.keySID { throw Rejection.unauthenticated }
        guard pieces.count > 2 else {
            try allow(["GET"], request)
            return Answer(await accountList(of: caller))
        }
        // An owner's credentials open its subaccounts as well.
        guard let account = directory.account(pieces[2]), [account.sid, account.ownerSID].contains(caller.sid) else {
            throw Rejection.unauthenticated
        }
        guard pieces.count > 3 else {
            try allow(["GET"], request)
            return Answer(await account.accountResource())
        }
        let rest = Array(pieces.dropFirst(4))
        switch pieces[3] {
        case "Messages": return try await Messages(account: account).answer(request, rest)
        case "IncomingPhoneNumbers": return try await numbers(request, rest, of: account)
        case "OutgoingCallerIds" where rest.isEmpty:
            try allow(["GET"], request)
            return Answer(try await account.callerIDList(request.query))
        case "Balance" where rest.isEmpty:
            try allow(["GET"], request)
            return Answer(try await account.balanceResource())
        default: throw Rejection.notFound(request.path)
        }
    }

    /// The caller's account and its subaccounts.
    private func accountList(of caller: Account) async -> JSON {
        var rows: [JSON] = []
        for account in directory.all where [account.sid, account.ownerSID].contains(caller.sid) {
            rows.append(await account.accountResource())
        }
        return ListPage(name: "accounts", path: "/2010-04-01/Accounts.json", page: 0, size: 50, total: rows.count)
            .json(rows)
    }

    /// The account's numbers: listed, shown, and pointed at webhooks.
    private func numbers(_ request: Incoming, _ rest: [String], of account: Account) async throws(Rejection) -> Answer {
        guard let sid = rest.first else {
            try allow(["GET"], request)
            return Answer(try await account.numberList(request.query))
        }
        try allow(["GET", "POST"], request)
        guard rest.count == 1, let index = await account.numberIndex(sid) else { throw .notFound(request.path) }
        if request.method == "POST" { try await account.updateNumber(index, request.form) }
        return Answer(await account.numberResource(index))
    }

    func allow(_ methods: [String], _ request: Incoming) throws(Rejection) {
        guard methods.contains(request.method) else { throw Rejection.methodNotAllowed }
    }
}
