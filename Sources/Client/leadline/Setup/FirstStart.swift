/// The first start: without settings and without variables a person is asked instead of refused.
///
/// Whoever named a profile or a file is not asked: there the refusal says what is missing.
enum FirstStart {
    static func setUpIfNeeded(_ choice: ProfileChoice) throws(Complaint) {
        let environment = Environment.ofProcess
        guard choice == ProfileChoice(), Questions.canAsk else { return }
        let folders = Folders(environment)
        try FolderOwnership.refuseForeign(folders, settingsPath: nil)
        guard try SettingsFile(at: folders.settingsFile) == nil else { return }
        let settings = try Settings(environment: environment, folders: folders)
        guard !settings.environmentHasAccount else { return }
        try SetupTalk(environment: environment, folders: folders).run()
    }
}
