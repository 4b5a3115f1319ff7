import LocalStore

/// What the doctor says about the theme that the inbox would wear, without opening the screen.
struct ThemeCheckUp {
    let desk: Desk
    let shelf: ThemeShelf

    /// `store` tells of a theme that was chosen in the inbox itself.
    func finding(_ store: InboxStore?) -> Finding {
        // A place that cannot be read leaves the theme of the settings, as it does in the inbox.
        let memory = SittingMemory(try? store?.viewState(), configuredTheme: desk.profile.likes.theme)
        let choice = ThemeChoice(desk, memory, shelf: shelf)
        if let first = choice.problems.first {
            return Finding("settings.theme", .warning, first, remedy: remedy(memory))
        }
        return Finding(
            "settings.theme", .good,
            choice.isChosen
                ? "The theme is \(visible(choice.name))."
                : "The theme follows the terminal's background: \(visible(choice.name)) until it tells.")
    }

    private func remedy(_ memory: SittingMemory) -> String {
        let names = shelf.names().joined(separator: ", ")
        return memory.hasOwnTheme
            ? "Choose one in the inbox with :theme, or mend its file. There are: \(names)."
            : "Correct the theme in the settings, or mend its file. There are: \(names)."
    }
}
