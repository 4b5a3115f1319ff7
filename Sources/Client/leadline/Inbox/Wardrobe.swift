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

    /// Wears the theme called `chosen`, else the dark one until the terminal has told of its background.
    init(shelf: ThemeShelf, chosen: String?) throws(Complaint) {
        self.shelf = shelf
        isChosen = chosen != nil
        if let chosen {
            (theme, name) = (try shelf.theme(named: chosen).theme, chosen)
        } else {
            (theme, name) = Self.usual(.dark, shelf)
        }
    }

    /// Shows a theme; unless it is a preview, it is the one from now on.
    func wear(_ name: String, isPreview: Bool) throws(Complaint) {
        theme = try shelf.theme(named: name).theme
        guard !isPreview else { return }
        (self.name, isChosen) = (name, true)
    }

    /// Puts on what fits `background`. False when nothing changes.
    func follow(_ background: Theme.Background) -> Bool {
        guard !isChosen, theme.background != background else { return false }
        let before = name
        (theme, name) = Self.usual(background, shelf)
        return name != before
    }

    /// The theme for a background; without any theme files the one that is built in.
    private static func usual(_ background: Theme.Background, _ shelf: ThemeShelf) -> (Theme, String) {
        do throws(Complaint) {
            return (try shelf.theme(named: background.rawValue).theme, background.rawValue)
        } catch {
            return (.builtIn, Theme.builtIn.name)
        }
    }
}
