/// What the doctor says where the settings do not make a profile: every slip at once, not the first alone.
struct SettingsCheckUp {
    let choice: ProfileChoice
    /// What stopped the reading of the settings.
    let first: Complaint

    func findings() -> [Finding] {
        let environment = Environment.ofProcess
        let settings = try? Settings(
            environment: environment, folders: Folders(environment), explicitPath: choice.config)
        let complaints = settings?.complaints(of: choice.profile) ?? []
        let warnings = (settings?.warnings ?? []).map { warning in
            Finding("settings.unknown", .warning, warning, remedy: "Correct or remove it.")
        }
        return (complaints.isEmpty ? [first] : complaints).map { Finding("settings", $0) } + warnings
    }
}
