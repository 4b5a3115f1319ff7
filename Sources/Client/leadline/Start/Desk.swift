import Dispatch
import Glibc
import LocalStore
import Logging
import Messaging
import Twilio

/// Everything a command finds on its desk: who it works for, where things lie, and what time it is.
struct Desk {
    let environment: Environment
    let folders: Folders
    let settingsPath: String
    let profile: Profile
    /// Slips in the settings that stop nothing, those of the keys at the end.
    let warnings: [String]
    let keys: KeyPreferences
    let isDemo: Bool

    init(_ options: ProfileOptions) throws(Complaint) { try self.init(options.choice) }

    /// The desk of the profile that is chosen.
    init(_ choice: ProfileChoice) throws(Complaint) {
        let environment = Environment.ofProcess
        let folders = Folders(environment)
        try FolderOwnership.refuseForeign(folders, settingsPath: choice.config)
        let settings = try Settings(environment: environment, folders: folders, explicitPath: choice.config)
        let profile = try settings.profile(named: choice.profile)
        self.init(
            environment: environment, folders: folders, profile: profile, warnings: settings.warnings,
            settingsPath: choice.config)
    }

    init(
        environment: Environment, folders: Folders, profile: Profile, warnings: [String] = [], isDemo: Bool = false,
        settingsPath: String? = nil
    ) {
        self.settingsPath = settingsPath ?? folders.settingsFile
        (self.environment, self.folders, self.profile) = (environment, folders, profile)
        keys = KeyPreferences(bindings: profile.likes.bindings)
        (self.warnings, self.isDemo) = (warnings + keys.problems, isDemo)
    }

    var databasePath: String { "\(folders.data)/\(profile.fileStem).sqlite" }
    var lockPath: String { "\(folders.data)/\(profile.fileStem).lock" }

    /// The process that holds this profile's engine and was stopped, so that nothing is fetched or sent; `nil` where
    /// none is.
    var stoppedEngine: Int32? { EngineLock.holder(at: lockPath).flatMap(RunName.stopped) }
    var mediaFolder: String { folders.cache + "/media" }

    /// Where the account is reached: its region's hosts, or the address that replaces them.
    func hosts() throws(Complaint) -> TwilioHosts {
        let account = try profile.account
        do throws(TwilioError) {
            guard account.base == .twilio else { return try TwilioHosts(apiURL: account.base.text) }
            return try TwilioHosts(region: account.region)
        } catch {
            throw Complaint(error)
        }
    }

    /// Opens the profile's mirror, making it where there is none.
    func openStore() throws(Complaint) -> InboxStore {
        try Folders.make(folders.data)
        let source: AccountSource =
            switch profile.source {
            case .twilio(let account): .twilio(accountSID: account.sid, base: try hosts().base)
            case .server(let access): .server(access.address.description)
            }
        do throws(StoreError) {
            return try InboxStore(path: databasePath, source: source, session: RunName.own(), newName: IntentID.new)
        } catch {
            throw Complaint(error)
        }
    }

    /// The log of this profile. Where no log can be written, nothing is.
    func logger() -> Logger {
        let file = LogFile(path: "\(folders.state)/\(profile.fileStem).log")
        // A log that cannot be made is no reason to stop anything.
        try? Folders.make(folders.state)
        return Logger(label: "leadline") { _ in FileLogHandler(file: file) }
    }

}
