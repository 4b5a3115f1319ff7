import Sync

/// The set-up of a profile on a Leadline server: the token is asked for unseen, and shown to that server alone, which
/// tells whose it is.
struct ServerSetup {
    let questions: Questions

    /// Whose inbox is to be opened there; `nil` where the server does not accept the token and the person is asked anew.
    func ask(_ address: ServerAddress) throws(Complaint) -> ServerAccess? {
        let token = try questions.ask("Your token there; it is not shown: ", isSecret: true) { text in
            text.isEmpty || text.contains(where: \.isWhitespace)
                ? .failure(Complaint(.usage, "`leadline-server token create` prints one: a word without blanks."))
                : .success(text)
        }
        let access = ServerAccess(address: address, token: .literal(token))
        questions.say("Asking the server…")
        do throws(Complaint) {
            let user = try whose(access)
            guard user.mayRead else {
                throw Complaint(.settings, "The token is \(visible(user.name))'s, and may not read the inbox.")
            }
            questions.say("It is the inbox of \(visible(user.name)).")
            return access
        } catch {
            guard error.status == .settings else { throw error }
            questions.say("\(error.sentence)\nType them again, or leave with Ctrl-C.\n")
            return nil
        }
    }

    private func whose(_ access: ServerAccess) throws(Complaint) -> ServerUser {
        let caller = try CRMCaller(to: access)
        do {
            return try waiting { try await caller.me() }
        } catch {
            throw Complaint(describing: error, of: .server)
        }
    }
}
