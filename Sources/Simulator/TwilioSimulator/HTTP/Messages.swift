/// The message resource and its media, below `/2010-04-01/Accounts/{AccountSid}/Messages`.
struct Messages: Sendable {
    let account: Account

    /// `rest` are the pieces of the path behind `Messages`.
    func answer(_ request: Incoming, _ rest: [String]) async throws(Rejection) -> Answer {
        guard let sid = rest.first else { return try await list(request) }
        guard let number = await account.message(sid) else { throw .notFound(request.path) }
        if rest.count == 1 { return try await one(request, number) }
        switch rest[1] {
        case "Media": return try await media(request, number, Array(rest.dropFirst(2)))
        case "Feedback" where rest.count == 2 && request.method == "POST": return await feedback(request, sid)
        default: throw .notFound(request.path)
        }
    }

    /// The list and the way to send: the path is case-sensitive and needs its `.json`.
    private func list(_ request: Incoming) async throws(Rejection) -> Answer {
        guard request.hasJSONEnding else { throw .notFound(request.path) }
        switch request.method {
        case "GET":
            var query = try MessageQuery(request.query)
            query.lostAnchor = request.lostAnchor
            return Answer(status: 200, body: try await account.page(query))
        case "POST":
            let number = try await account.send(request.form)
            return Answer(status: 201, body: await account.resource(of: number))
        default: throw .methodNotAllowed
        }
    }

    /// One message: shown, changed (which answers 200, not 201), or deleted.
    private func one(_ request: Incoming, _ number: MessageNumber) async throws(Rejection) -> Answer {
        switch request.method {
        case "GET": break
        case "POST": try await account.update(number, request.form)
        case "DELETE":
            try await account.delete(number)
            return Answer(status: 204)
        default: throw .methodNotAllowed
        }
        return Answer(status: 200, body: await account.resource(of: number))
    }

    /// With `.json` the medium's resource, without it the way to its content.
    private func media(
        _ request: Incoming, _ number: MessageNumber, _ rest: [String]
    ) async throws(Rejection) -> Answer {
        guard let sid = rest.first else {
            guard request.method == "GET" else { throw .methodNotAllowed }
            return Answer(try await account.mediaList(of: number, request.query))
        }
        guard rest.count == 1, let medium = await account.medium(sid, of: number) else {
            throw .notFound(request.path)
        }
        switch (request.method, request.hasJSONEnding) {
        case ("GET", true): return Answer(await account.mediumResource(medium))
        case ("GET", false): return redirect(request, to: await account.issueTicket(for: medium))
        case ("DELETE", _):
            await account.deleteMedium(medium)
            return Answer(status: 204)
        default: throw .methodNotAllowed
        }
    }

    /// Sends the caller to the content network: this very server under another host name.
    private func redirect(_ request: Incoming, to path: String) -> Answer {
        let port = request.host.split(separator: ":").last.map(String.init) ?? "80"
        let host = request.host.hasPrefix("localhost") ? "127.0.0.1" : "localhost"
        var answer = Answer(status: 307)
        answer.headers = [("Location", "http://\(host):\(port)\(path)")]
        return answer
    }

    /// Feedback is taken and echoed; nothing in the simulator goes by it.
    private func feedback(_ request: Incoming, _ sid: String) async -> Answer {
        let moment = DateWriter.rfc2822(await account.now)
        return Answer(
            [
                "account_sid": .string(account.sid), "message_sid": .string(sid), "uri": .string(request.path),
                "outcome": .string(request.form["Outcome"] ?? "confirmed"), "date_created": .string(moment),
                "date_updated": .string(moment),
            ], status: 201)
    }
}
