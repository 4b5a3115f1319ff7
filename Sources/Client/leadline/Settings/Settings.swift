import Messaging

/// What the settings file and the environment say, and which profile that makes.
///
/// Only the profile that is asked for is judged in full, so that a slip in one does not lock out the others.
struct Settings {
    private let file: SettingsFile?
    private let path: String
    private let environment: Environment
    /// Slips that do not stop anything, one line each.
    private(set) var warnings: [String] = []

    /// Reads the file at `explicitPath`, which has to be there, or the usual one, which need not.
    init(environment: Environment, folders: Folders, explicitPath: String? = nil) throws(Complaint) {
        let path = explicitPath ?? folders.settingsFile
        let file = try SettingsFile(at: path)
        if file == nil, let explicitPath {
            throw Complaint(.settings, "There is no settings file \(visible(explicitPath)).")
        }
        try self.init(file: file, path: path, environment: environment)
    }

    /// Unknown keys of all profiles are told at once; their values are judged when a profile is asked for.
    init(file: SettingsFile?, path: String, environment: Environment) throws(Complaint) {
        (self.file, self.path, self.environment) = (file, path, environment)
        guard let table = file?.table else { return }
        warnings = table.warnings(known: ["default_profile", "profile"])
        for name in try profileNames() {
            let profile = try table.table("profile")?.table(name)
            warnings += profile?.warnings(known: ProfileKey.allCases.map(\.rawValue)) ?? []
        }
    }

    /// The profiles of the file, by name.
    func profileNames() throws(Complaint) -> [String] {
        guard let file, let profiles = try file.table.table("profile") else { return [] }
        return profiles.keys.sorted()
    }

    /// The profile of the file that is taken when none is named; `nil` where the file does not say, or has none.
    func nameOfDefault() throws(Complaint) -> String? {
        if let file, let name = try file.table.string("default_profile") { return name }
        let names = try profileNames().filter { $0 != Profile.ofEnvironment }
        return names.count == 1 ? names[0] : nil
    }

    /// Whether the environment names an account.
    var environmentHasAccount: Bool {
        ["TWILIO_ACCOUNT_SID", "LEADLINE_SERVER"].contains { environment[$0] != nil }
    }

    /// Refuses a file that others can read as soon as it holds a secret, be it one that is used now or not.
    private func refuseReadableSecrets() throws(Complaint) {
        guard let file else { return }
        var tables = [file.table]
        if let profiles = file.table.inner("profile") { tables += profiles.keys.compactMap { profiles.inner($0) } }
        for table in tables {
            for key in ProfileKey.secrets where table.holds(key.rawValue) {
                try file.refuseIfReadableByOthers(because: table.path + [key.rawValue])
            }
        }
    }

    /// The profile called `name`, or the one that is meant when none is named.
    func profile(named name: String? = nil) throws(Complaint) -> Profile {
        try refuseReadableSecrets()
        let name = if let name { name } else { try defaultName() }
        guard Profile.isName(name) else {
            throw Complaint(
                .settings, "\"\(visible(name))\" cannot name a profile.",
                advice: "Letters, digits, dots, hyphens and underscores can, and no dot comes first.")
        }
        let table = try file?.table.table("profile")?.table(name)
        if name == Profile.ofEnvironment {
            return try EnvironmentProfile(
                environment: environment, preferences: table, file: file == nil ? nil : path
            ).profile()
        }
        guard let table else {
            let names = try profileNames()
            let nearest = NearestName.of(name, among: names).map { " Did you mean \"\($0)\"?" } ?? ""
            let known = names.isEmpty ? "It has none." : "It has: \(names.map { visible($0) }.joined(separator: ", "))."
            throw Complaint(.settings, "\(path) has no profile \"\(name)\".\(nearest)", advice: known)
        }
        return try FileProfile(name: name, table: table, environment: environment).profile()
    }

    /// How the inbox looks and behaves for a profile, of which nothing else is looked at: the one called `name`, else the
    /// one that is meant when none is named; where there is none of them, as it is for everybody.
    func likes(of name: String?) throws(Complaint) -> Profile.Likes {
        let name = if let name { name } else { try nameOfDefault() ?? Profile.ofEnvironment }
        guard let table = try file?.table.table("profile")?.table(name) else { return Profile.Likes() }
        return try LikesReader(table: table).likes()
    }

    /// Everything that is wrong with the profile called `name`, or with the one that is meant when none is named.
    func complaints(of name: String?) -> [Complaint] {
        let secrets = complaint { () throws(Complaint) in try refuseReadableSecrets() }
        let name = name ?? (try? defaultName())
        guard let name, name != Profile.ofEnvironment, let table = file?.table.inner("profile")?.inner(name) else {
            return [secrets].compactMap(\.self)
        }
        let profile = FileProfile(name: name, table: table, environment: environment)
        return [secrets].compactMap(\.self) + profile.complaints()
    }

    /// The profile to take when none is named: the one the file says, the only one it has, or that of the environment.
    private func defaultName() throws(Complaint) -> String {
        if let file, let name = try file.table.string("default_profile") { return name }
        let names = try profileNames().filter { $0 != Profile.ofEnvironment }
        if names.isEmpty { return Profile.ofEnvironment }
        guard names.count == 1 else {
            throw Complaint(
                .settings, "\(path) has \(names.count) profiles and does not say which to take.",
                advice: "Add default_profile = \"\(names[0])\" at its top, or name one: --profile \(names[0]).")
        }
        return names[0]
    }
}
