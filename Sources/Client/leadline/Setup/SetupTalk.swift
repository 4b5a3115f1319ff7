import Messaging
import PhoneNumbers
import Transport
import Twilio
import TwilioAPI

/// The guided set-up: asks for an account or a server, checks it at once, and writes it down where only its owner can
/// read it.
struct SetupTalk {
    let environment: Environment
    let folders: Folders
    let path: String
    /// What the new profile is called; asked for when it is `nil`.
    let name: String?
    private let questions = Questions()

    init(environment: Environment, folders: Folders, path: String? = nil, name: String? = nil) {
        (self.environment, self.folders, self.name) = (environment, folders, name)
        self.path = path ?? folders.settingsFile
    }

    /// Asks, checks and writes. Until the last answer nothing is written, so that leaving leaves no trace.
    func run() throws(Complaint) {
        guard Questions.canAsk else {
            throw Complaint(
                .settings, "There is nobody to ask: this is no terminal.",
                advice: "Write \(path) by hand; README shows how.")
        }
        try FolderOwnership.refuseForeign(folders, settingsPath: path)
        // Whoever has typed a token should not learn only then that it cannot be kept.
        try Folders.refuseUnwritable(Folders.parent(of: path))
        let present = try Settings(file: SettingsFile(at: path), path: path, environment: Environment([:]))
        let names = try present.profileNames()
        if let name { _ = try Self.checked(name, besides: names).get() }
        questions.say(
            """
            Leadline needs your Twilio account, or your token on a Leadline server.
            Both values of an account stand on the first page of https://console.twilio.com.
            Nothing is sent to anybody but Twilio, or that server; Ctrl-C leaves without a trace.

            """)
        let standing = try present.nameOfDefault()
        let writer = SettingsWriter(path: path)
        let name: String
        switch try askForSource() {
        case .server(let access):
            name = if let chosen = self.name { chosen } else { try askForName(besides: names) }
            try writer.add(name: name, server: access, keepingDefault: standing)
        case .account(let account, let service):
            let number = try askForNumber(service)
            for sentence in AccountMoney(of: service).sentences { questions.say(sentence) }
            name = if let chosen = self.name { chosen } else { try askForName(besides: names) }
            try writer.add(
                name: name, sid: account.sid, username: account.username, token: account.token, number: number,
                apiURL: EnvironmentProfile.base(of: environment), keepingDefault: standing)
        }
        let other = standing.map { _ in " --profile \(name)" } ?? ""
        questions.say("\nWritten to \(path), which only you can read. `leadline\(other)` opens the inbox.")
    }

    /// What the profile is on, as it was accepted there.
    private enum Source {
        case account(Answers, TwilioSMSService)
        case server(ServerAccess)
    }

    /// What the first answer names.
    private enum First {
        case account(String)
        case server(ServerAddress)
    }

    private struct Answers {
        var sid: String
        var username: String
        var token: String
    }

    /// Asks until Twilio, or the server, accepts.
    private func askForSource() throws(Complaint) -> Source {
        while true {
            let sid: String
            switch try questions.ask("Account SID (AC…), or a server's address: ", accept: Self.first) {
            case .server(let address):
                if let access = try ServerSetup(questions: questions).ask(address) { return .server(access) }
                continue
            case .account(let text): sid = text
            }
            let first = try questions.ask("Auth token, or an API key's SID (SK…); it is not shown: ", isSecret: true) {
                $0.isEmpty ? .failure(Complaint(.usage, "Without it Twilio answers nothing.")) : .success($0)
            }
            var answers = Answers(sid: sid, username: sid, token: first)
            if SID.isKey(first) {
                answers.username = first
                answers.token = try questions.ask("The API key's secret; it is not shown: ", isSecret: true) {
                    $0.isEmpty ? .failure(Complaint(.usage, "The key needs its secret.")) : .success($0)
                }
            }
            do throws(Complaint) {
                let service = try self.service(answers)
                questions.say("Asking Twilio…")
                _ = try complaining { try waiting { try await service.incomingNumbers() } }
                return .account(answers, service)
            } catch {
                guard error.status == .settings else { throw error }
                questions.say("\(error.sentence)\nType them again, or leave with Ctrl-C.\n")
            }
        }
    }

    /// An account's SID, or whatever looks like an address.
    private static func first(_ text: String) -> Result<First, Complaint> {
        if SID.isAccount(text) { return .success(.account(text)) }
        guard text.contains(":") else {
            return .failure(
                Complaint(.usage, "A SID is AC and 32 hexadecimal digits; an address begins with https:// or unix:/."))
        }
        do throws(ServerAddress.Fault) {
            return .success(.server(try ServerAddress(text)))
        } catch {
            return .failure(Complaint(.usage, "That is no address of a server: \(error.sentence)."))
        }
    }

    /// Twilio with the credentials as they were typed, before anything is written down.
    private func service(_ answers: Answers) throws(Complaint) -> TwilioSMSService {
        let base = try EnvironmentProfile.base(of: environment)
        return try complaining {
            let access = try TwilioAccess(
                accountSID: answers.sid, username: answers.username == answers.sid ? nil : answers.username,
                secret: answers.token, hosts: TwilioHosts(apiURL: base?.text))
            return TwilioSMSService(
                access: access, sender: nil, transport: CurlTransport(), phoneBook: PhoneBook(),
                now: { WallClock.now() }, uptime: { WallClock.uptime() })
        }
    }

    /// Has the person choose among the account's numbers; only one that can send and receive SMS is taken.
    private func askForNumber(_ service: TwilioSMSService) throws(Complaint) -> PhoneNumber {
        let numbers = try complaining { try waiting { try await service.incomingNumbers() } }
        guard !numbers.isEmpty else {
            throw Complaint(
                .settings, "This account has no number yet.",
                advice: "Buy one in Twilio's console, then run this again.")
        }
        questions.say("\nThe account's numbers:")
        for (index, number) in numbers.enumerated() {
            let abilities = [number.canSMS ? "SMS" : nil, number.canMMS ? "MMS" : nil].compactMap { $0 }
            let words = abilities.isEmpty ? "no messages" : abilities.joined(separator: ", ")
            questions.say("  \(index + 1)  \(visible(number.phoneNumber))  (\(words))")
        }
        let first = numbers.firstIndex(where: \.canSMS) ?? 0
        return try questions.ask("Which one answers? [\(first + 1)] ") { text in
            let place = text.isEmpty ? first + 1 : Int(text) ?? 0
            let written = (1...numbers.count).contains(place) ? numbers[place - 1].phoneNumber : text
            guard let number = TwilioAccount.number(written) else {
                return .failure(Complaint(.usage, "Type its place in the list."))
            }
            guard let owned = numbers.first(where: { $0.phoneNumber == number.e164 }) else {
                return .failure(Complaint(.usage, "\(number) is not a number of this account."))
            }
            guard owned.canSMS else { return .failure(Complaint(.usage, "\(number) cannot send or receive SMS.")) }
            return .success(number)
        }
    }

    private func askForName(besides names: [String]) throws(Complaint) -> String {
        let proposal = ["main", "second", "third"].first { !names.contains($0) } ?? "profile-\(names.count + 1)"
        return try questions.ask("A name for this profile [\(proposal)]: ") { text in
            Self.checked(text.isEmpty ? proposal : text, besides: names)
        }
    }

    /// A name that a new profile may have.
    private static func checked(_ name: String, besides names: [String]) -> Result<String, Complaint> {
        guard Profile.isName(name), name != Profile.ofEnvironment, !name.contains(".") else {
            return .failure(Complaint(.usage, "Letters, digits, hyphens and underscores, please."))
        }
        return names.contains(name)
            ? .failure(Complaint(.usage, "There is a profile of that name already.")) : .success(name)
    }
}
