import Messaging
import TwilioAPI

/// The profile `env`, made of the variables: a server where LEADLINE_SERVER names one, else an account at Twilio.
///
/// They come from the variables alone; the settings file may say how the inbox looks and behaves.
struct EnvironmentProfile {
    let environment: Environment
    /// `[profile.env]` of the settings file, which may say how the inbox looks and behaves.
    let preferences: SettingsTable?
    /// The settings file, where there is one.
    var file: String?

    func profile() throws(Complaint) -> Profile {
        let likes = try preferences.map { table throws(Complaint) in try LikesReader(table: table).likes() }
        let source =
            if let access = try access() { Profile.Source.server(access) } else { try Profile.Source.twilio(account()) }
        return Profile(name: Profile.ofEnvironment, source: source, likes: likes ?? Profile.Likes())
    }

    /// The server that the variables name; it goes before an account at Twilio.
    private func access() throws(Complaint) -> ServerAccess? {
        guard let text = environment["LEADLINE_SERVER"] else { return nil }
        guard let token = environment["LEADLINE_TOKEN"] else {
            throw .tokenMissing("LEADLINE_SERVER is set, and LEADLINE_TOKEN is not.")
        }
        do throws(ServerAddress.Fault) {
            return ServerAccess(address: try ServerAddress(text), token: .literal(token))
        } catch {
            throw Complaint(.settings, "LEADLINE_SERVER: \(error.sentence).")
        }
    }

    /// The address that replaces every host of Twilio, where one is set.
    static func base(of environment: Environment) throws(Complaint) -> APIAddress? {
        guard let text = environment["TWILIO_API_URL"] else { return nil }
        do throws(APIAddress.Fault) {
            return try APIAddress(text)
        } catch {
            throw Complaint(.settings, "TWILIO_API_URL: \(error.sentence).")
        }
    }

    /// The account that the variables name; the first one that is missing or malformed is told.
    private func account() throws(Complaint) -> TwilioAccount {
        let (username, secret) = try credentials()
        let sid = try required("TWILIO_ACCOUNT_SID")
        guard SID.isAccount(sid) else {
            throw Complaint(.settings, "TWILIO_ACCOUNT_SID: expected an account SID: AC and 32 hexadecimal digits.")
        }
        guard let number = TwilioAccount.number(try required("TWILIO_PHONE_NUMBER")) else {
            throw Complaint(
                .settings, "TWILIO_PHONE_NUMBER: expected a number with its country code, such as +15551234567.")
        }
        return try TwilioAccount(
            sid: sid, username: username ?? sid, secret: secret, base: Self.base(of: environment) ?? .twilio,
            number: number)
    }

    /// An API key is taken before the account's own token, because it can be withdrawn by itself.
    private func credentials() throws(Complaint) -> (username: String?, secret: Secret) {
        if let key = environment["TWILIO_API_KEY"] {
            guard let secret = environment["TWILIO_API_SECRET"] else {
                throw .credentialsMissing("TWILIO_API_KEY is set, and TWILIO_API_SECRET is not.")
            }
            guard SID.isKey(key) else {
                throw Complaint(.settings, "TWILIO_API_KEY: expected an API key's SID: SK and 32 hexadecimal digits.")
            }
            return (key, .literal(secret))
        }
        return (nil, .literal(try required("TWILIO_AUTH_TOKEN")))
    }

    /// A variable that has to be there. Where none of them is, that is told instead of the first one that is missing.
    private func required(_ name: String) throws(Complaint) -> String {
        if let value = environment[name] { return value }
        let wanted = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_PHONE_NUMBER"]
        let missing = wanted.filter { environment[$0] == nil }
        let some = missing.count < wanted.count
        let nowhere = file.map { "\($0) has no account, and there is" } ?? "There is no settings file and"
        throw .credentialsMissing(some ? "\(name) is not set." : "\(nowhere) no TWILIO variable.")
    }
}
