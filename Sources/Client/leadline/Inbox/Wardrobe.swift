import Drawing

/// The theme that is worn, and those that could be.
@MainActor
final class Wardrobe {
    private let shelf: ThemeShelf
    private(set) var theme: Theme
    /// The theme that stays when a preview ends.
    private(set) var name: String
    /// Whether a person chose the theme, or it follows the terminal's background.
    private(set) var isChosen: Bool
    /// Is told of each theme that a person chooses, so that it stays chosen however the program ends.
    var hasChosen: ((String) -> Void)?

    /// Begins with a choice that was made before.
    init(shelf: ThemeShelf, choice: ThemeChoice) {
        self.shelf = shelf
        (theme, name, isChosen) = (choice.theme, choice.name, choice.isChosen)
    }

    /// Shows a theme; unless it is a preview, it is the one from now on. Returns what was passed over in its file.
    @discardableResult
    func wear(_ name: String, isPreview: Bool) throws(Complaint) -> [String] {
        let found = try shelf.theme(named: name)
        theme = found.theme
        if !isPreview {
            (self.name, isChosen) = (name, true)
            hasChosen?(name)
        }
        return found.warnings
    }

    /// Puts on what fits `background`. False when nothing changes.
    func follow(_ background: Theme.Background) -> Bool {
        guard !isChosen, theme.background != background else { return false }
        let before = name
        let usual = ThemeChoice.usual(background, shelf)
        (theme, name) = (usual.theme, usual.name)
        return name != before
    }
}
