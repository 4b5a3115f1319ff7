/// All accounts behind one address, the first of which is the simulator's own.
struct Directory: Sendable {
    let first: Account
    let others: [Account]

    init(_ options: SimulatorOptions, courier: Courier) {
        let first = Account(options, courier: courier)
        self.first = first
        others = options.others.enumerated().map { index, other in
            Account(
                options.options(of: other, at: index), ownerSID: other.isSubaccount ? first.sid : nil, courier: courier)
        }
    }

    var all: [Account] { [first] + others }

    /// The account of this SID.
    func account(_ sid: String) -> Account? { all.first { $0.sid == sid } }

    /// The account whose number this is.
    func owner(of number: String) async -> Account? {
        for account in all where await account.numberPlace(number) != nil { return account }
        return nil
    }

    /// Whose SID or API key this user name is.
    func named(_ username: String) -> Account? { all.first { $0.sid == username || $0.keySID == username } }

    /// The account that these credentials are of, if they are right.
    func signedIn(_ credentials: (name: String, secret: String)?) async -> Account? {
        guard let credentials, let account = named(credentials.name),
            await account.admits(credentials.name, credentials.secret)
        else { return nil }
        return account
    }

    /// The account that a request is about, whether it may be or not: the one in its path, else the caller's own.
    func addressed(by request: Incoming) -> Account {
        let pieces = request.pieces
        let inPath = pieces.count > 2 && pieces[1] == "Accounts" ? account(pieces[2]) : nil
        return inPath ?? request.credentials.flatMap { named($0.name) } ?? first
    }

    /// Lets `number` be this account's from now on, and nobody else's; nobody's at all when `nil`.
    func hand(_ number: String, to account: Account?) async {
        for other in all where other !== account { await other.release(number) }
        await account?.acquire(number)
    }
}
