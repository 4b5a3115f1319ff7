import Messaging
import PhoneNumbers
import Transport
import Twilio
import TwilioAPI

/// The guided set-up: asks for an account, checks it at once, and writes it down where only its owner can read it.
struct SetupTalk {
    let environment: Environment
    let folders: Folders
    let path: String
    private let questions = Questions()

    init(environment: Environment, folders: Folders, path: String? = nil) {
        (self.environment, self.folders) = (environment, folders)
        self.path = path ?? folders.settingsFile
    }

    /// Below this a person is told that the balance is low, in units of the account's currency.
    static let lowBalance: Int64 = 5

    func run() throws(Complaint) {
        guard Questions.canAsk else {
            throw Complaint(
                .settings, "There is nobody to ask: this is no terminal.",
                advice: "Write \(path) by hand; README shows how.")
        }
        questions.say(
            """
            Leadline needs your Twilio account. Both values stand on the first page of https://console.twilio.com.
            Nothing is sent to anybody but Twilio; Ctrl-C leaves without a trace.

            """)
        let (account, service) = try askForAccount()
        let number = try askForNumber(service)
        tellOfMoney(service)
        let name = try askForName()
        try SettingsWriter(path: path).add(
            name: name, sid: account.sid, username: account.username, token: account.token, number: number,
            apiURL: EnvironmentProfile.base(of: environment))
        questions.say("\nWritten to \(path), which only you can read. `leadline` opens the inbox.")
    }

    private struct Answers {
        var sid: String
        var username: String
        var token: String
    }

    /// Asks until Twilio accepts.
    private func askForAccount() throws(Complaint) -> (Answers, TwilioSMSService) {
        while true {
            let sid = try questions.ask("Account SID (AC…): ") { text in
                Account.isSID(text, "AC")
                    ? .success(text) : .failure(Complaint(.usage, "It is AC and 32 hexadecimal digits."))
            }
            let first = try questions.ask("Auth token, or an API key's SID (SK…); it is not shown: ", isSecret: true) {
                $0.isEmpty ? .failure(Complaint(.usage, "Without it Twilio answers nothing.")) : .success($0)
            }
            var answers = Answers(sid: sid, username: sid, token: first)
            if Account.isSID(first, "SK") {
                answers.username = first
                answers.token = try questions.ask("The API key's secret; it is not shown: ", isSecret: true) {
                    $0.isEmpty ? .failure(Complaint(.usage, "The key needs its secret.")) : .success($0)
                }
            }
            do throws(Complaint) {
                let service = try self.service(answers)
                questions.say("Asking Twilio…")
                _ = try complaining { try waiting { try await service.incomingNumbers() } }
                return (answers, service)
            } catch {
                guard error.status == .settings else { throw error }
                questions.say("\(error.sentence)\nType them again, or leave with Ctrl-C.\n")
            }
        }
    }

    private func service(_ answers: Answers) throws(Complaint) -> TwilioSMSService {
        let base = try EnvironmentProfile.base(of: environment)
        return try complaining {
            let access = try TwilioAccess(
                accountSID: answers.sid, username: answers.username == answers.sid ? nil : answers.username,
                secret: answers.token, hosts: TwilioHosts(apiURL: base?.text))
            return TwilioSMSService(
                access: access, sender: nil, transport: CurlTransport(), phoneBook: PhoneBook(),
                now: { WallClock.now() })
        }
    }

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
            guard let number = Account.number(written) else {
                return .failure(Complaint(.usage, "Type its place in the list."))
            }
            guard let owned = numbers.first(where: { $0.phoneNumber == number.e164 }) else {
                return .failure(Complaint(.usage, "\(number) is not a number of this account."))
            }
            guard owned.canSMS else { return .failure(Complaint(.usage, "\(number) cannot send or receive SMS.")) }
            return .success(number)
        }
    }

    /// What the account may spend and whom it may write to. A key without these rights is no obstacle.
    private func tellOfMoney(_ service: TwilioSMSService) {
        do throws(Complaint) {
            let balance = try complaining { try waiting { try await service.balance() } }
            let low = balance.millionths < Self.lowBalance * 1_000_000 ? "; that is low" : ""
            questions.say("\nBalance: \(balance.decimal) \(balance.unit)\(low).")
            let account = try complaining { try waiting { try await service.account() } }
            if account.isTrial {
                questions.say("This is a trial account: Twilio lets it write to verified numbers only.")
            }
        } catch {
            questions.say("\nThe balance cannot be read with these credentials, which does no harm.")
        }
    }

    private func askForName() throws(Complaint) -> String {
        let names = try Settings(environment: Environment([:]), folders: folders, explicitPath: nil).profileNames()
        let proposal = names.contains("main") ? "second" : "main"
        return try questions.ask("A name for this profile [\(proposal)]: ") { text in
            let name = text.isEmpty ? proposal : text
            guard Profile.isName(name), name != Profile.ofEnvironment, !name.contains(".") else {
                return .failure(Complaint(.usage, "Letters, digits, hyphens and underscores, please."))
            }
            return names.contains(name)
                ? .failure(Complaint(.usage, "There is a profile of that name already.")) : .success(name)
        }
    }
}
