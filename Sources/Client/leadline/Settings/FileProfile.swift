import Messaging
import TwilioAPI

/// Reads one `[profile.NAME]` of the settings file.
///
/// The first thing that is wrong is told with file, line and key. A secret is judged together with the rights of the
/// file that holds it, and a command with who could have written it; neither is run or shown here.
struct FileProfile {
    let name: String
    let table: SettingsTable
    let environment: Environment

    func profile() throws(Complaint) -> Profile {
        let source =
            if let access = try access() { Profile.Source.server(access) } else { try Profile.Source.twilio(account()) }
        return try Profile(name: name, source: source, likes: LikesReader(table: table).likes())
    }

    /// Everything that is wrong with the profile, each with its place.
    func complaints() -> [Complaint] {
        if table.holds(ProfileKey.server.rawValue) {
            let server = [complaint { () throws(Complaint) in _ = try access() }]
            return server.compactMap(\.self) + LikesReader(table: table).complaints()
        }
        let account: [Complaint?] = [
            complaint { () throws(Complaint) in _ = try sid() },
            complaint { () throws(Complaint) in _ = try credentials("") },
            complaint { () throws(Complaint) in _ = try number() },
            complaint { () throws(Complaint) in _ = try moreNumbers() },
            complaint { () throws(Complaint) in _ = try service() },
            complaint { () throws(Complaint) in _ = try base() },
        ]
        return account.compactMap(\.self) + LikesReader(table: table).complaints()
    }

    /// The server and its token, where the profile is on one.
    private func access() throws(Complaint) -> ServerAccess? {
        guard let text = try string(.server), !text.isEmpty else { return nil }
        let address: ServerAddress
        do throws(ServerAddress.Fault) {
            address = try ServerAddress(text)
        } catch {
            throw table.complaint(ProfileKey.server.rawValue, error.sentence + ".")
        }
        try check(
            .accountSID, table.string(ProfileKey.accountSID.rawValue) == nil,
            "a profile is on a server or on Twilio itself; take out account_sid or server.")
        guard let token = try secret(.token, .tokenCommand) else { throw .tokenMissing(missing(.token).sentence) }
        return ServerAccess(address: address, token: token)
    }

    private func account() throws(Complaint) -> TwilioAccount {
        let sid = try sid()
        let (username, secret) = try credentials(sid)
        return try TwilioAccount(
            sid: sid, username: username, secret: secret, base: base(), number: number(), moreNumbers: moreNumbers(),
            messagingServiceSID: service(), region: string(.region).flatMap { TwilioAccount.isRegion($0) ? $0 : nil })
    }

    private func sid() throws(Complaint) -> String {
        guard let sid = try string(.accountSID) else { throw missing(.accountSID) }
        try check(.accountSID, SID.isAccount(sid), "expected an account SID: AC and 32 hexadecimal digits.")
        return sid
    }

    private func number() throws(Complaint) -> PhoneNumber {
        guard let text = try string(.phoneNumber) else { throw missing(.phoneNumber) }
        return try number(text, .phoneNumber)
    }

    private func moreNumbers() throws(Complaint) -> [PhoneNumber] {
        var numbers: [PhoneNumber] = []
        for text in try table.strings(ProfileKey.moreNumbers.rawValue) ?? [] {
            try numbers.append(number(text, .moreNumbers))
        }
        return numbers
    }

    private func service() throws(Complaint) -> String? {
        let service = try string(.messagingServiceSID)
        try check(
            .messagingServiceSID, service.map { SID.isService($0) } ?? true,
            "expected a messaging service SID: MG and 32 hexadecimal digits.")
        return service
    }

    private func missing(_ key: ProfileKey) -> Complaint {
        .credentialsMissing("\(table.file.place(table.path)): profile \"\(name)\" has no \(key.rawValue).")
    }

    /// An API key is taken before the account's own token, because it can be withdrawn by itself.
    private func credentials(_ sid: String) throws(Complaint) -> (username: String, secret: Secret) {
        if let key = try string(.apiKeySID) {
            try check(.apiKeySID, SID.isKey(key), "expected an API key's SID: SK and 32 hexadecimal digits.")
            guard let secret = try secret(.apiKeySecret, .apiKeySecretCommand) else {
                throw .credentialsMissing(
                    "\(table.file.place(table.path)): profile \"\(name)\" has an api_key_sid but no api_key_secret.")
            }
            return (key, secret)
        }
        guard let secret = try secret(.authToken, .authTokenCommand) else {
            throw missing(.authToken)
        }
        return (sid, secret)
    }

    private func secret(_ literal: ProfileKey, _ command: ProfileKey) throws(Complaint) -> Secret? {
        if let text = try string(literal) {
            return text.isEmpty ? nil : .literal(text)
        }
        guard let line = try string(command), !line.isEmpty else { return nil }
        try table.file.refuseIfWritableByOthers(because: table.path + [command.rawValue])
        return .command(line)
    }

    /// The variable wins over the file: a test that sets it cannot be led to Twilio by any settings.
    private func base() throws(Complaint) -> APIAddress {
        if let replaced = try EnvironmentProfile.base(of: environment) { return replaced }
        guard let text = try string(.apiURL) else { return .twilio }
        do throws(APIAddress.Fault) {
            return try APIAddress(text)
        } catch {
            throw table.complaint(ProfileKey.apiURL.rawValue, error.sentence + ".")
        }
    }

    private func number(_ text: String, _ key: ProfileKey) throws(Complaint) -> PhoneNumber {
        guard let number = TwilioAccount.number(text) else {
            throw table.complaint(key.rawValue, "expected a number with its country code, such as +15551234567.")
        }
        return number
    }

    private func check(_ key: ProfileKey, _ holds: Bool, _ sentence: String) throws(Complaint) {
        if !holds { throw table.complaint(key.rawValue, sentence) }
    }

    private func string(_ key: ProfileKey) throws(Complaint) -> String? { try table.string(key.rawValue) }
}

/// What stops `read`, if anything does.
func complaint(_ read: () throws(Complaint) -> Void) -> Complaint? {
    do throws(Complaint) {
        try read()
        return nil
    } catch {
        return error
    }
}

extension Complaint {
    /// The account is not known well enough to speak to Twilio.
    static func credentialsMissing(_ detail: String) -> Complaint {
        Complaint(
            .settings, "Twilio credentials not configured. \(detail)",
            advice: "Run `leadline setup`, which asks for them and checks them,",
            "or set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER. `leadline demo` needs none of them.")
    }

    /// The profile is one on Leadline's own server.
    static let needsTwilio = Complaint(
        .settings, "This works with Twilio itself, and the profile is on a Leadline server.",
        advice: "Take a profile with account_sid: --profile NAME.")

    /// A server is named without what opens it.
    static func tokenMissing(_ sentence: String) -> Complaint {
        Complaint(
            .settings, sentence,
            advice: "Whoever runs the server makes one: leadline-server token create.")
    }
}
