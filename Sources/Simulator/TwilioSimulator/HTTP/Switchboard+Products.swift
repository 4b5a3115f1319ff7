/// The newer products, which Twilio serves under host names of their own and the simulator under its one.
extension Switchboard {
    func products(_ request: Incoming, _ pieces: [String], of account: Account) async throws -> Answer {
        switch pieces.first {
        case "Services": return try await services(request, Array(pieces.dropFirst()), of: account)
        case "AuthTokens" where pieces.count == 2: return try await tokens(request, pieces[1], of: account)
        case "Messaging" where pieces.count > 1 && pieces[1] == "Countries":
            guard pieces.count == 3 else { return Answer(await account.countryList()) }
            guard let prices = await account.countryPrices(pieces[2]) else { throw Rejection.notFound(request.path) }
            return Answer(prices)
        case "Alerts" where pieces.count == 1: return Answer(await account.alertList())
        default: throw Rejection.notFound(request.path)
        }
    }

    /// Messaging services: listed, shown, changed, with their pools.
    private func services(_ request: Incoming, _ pieces: [String], of account: Account) async throws -> Answer {
        guard let sid = pieces.first else { return Answer(await account.serviceList()) }
        guard let service = await account.serviceIndex(sid) else { throw Rejection.notFound(request.path) }
        if pieces.count > 1 { return try await pool(request, Array(pieces.dropFirst()), of: service, account) }
        if request.method == "POST" { await account.updateService(service, request.form) }
        return Answer(await account.serviceResource(service))
    }

    /// The numbers of a messaging service: listed and shown. They are put in and taken out by `/__pool`.
    private func pool(
        _ request: Incoming, _ pieces: [String], of service: Int, _ account: Account
    ) async throws(Rejection) -> Answer {
        guard pieces.count <= 2, pieces[0] == "PhoneNumbers" else { throw .notFound(request.path) }
        try allow(["GET"], request)
        guard pieces.count == 2 else { return Answer(try await account.serviceNumberList(service, request.query)) }
        guard let resource = await account.serviceNumber(pieces[1], of: service) else { throw .notFound(request.path) }
        return Answer(resource)
    }

    /// The rotation of the auth token; an API key has no business with it.
    private func tokens(_ request: Incoming, _ name: String, of account: Account) async throws(Rejection) -> Answer {
        if request.credentials?.name == account.keySID { throw .unauthenticated }
        switch (request.method, name) {
        case ("POST", "Secondary"): return Answer(await account.makeSecondaryToken(), status: 201)
        case ("DELETE", "Secondary"):
            try await account.deleteSecondaryToken()
            return Answer(status: 204)
        case ("POST", "Promote"): return Answer(try await account.promoteSecondaryToken())
        case (_, "Secondary"), (_, "Promote"): throw .methodNotAllowed
        default: throw .notFound(request.path)
        }
    }
}
