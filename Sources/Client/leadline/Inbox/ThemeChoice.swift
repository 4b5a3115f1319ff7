import Drawing

/// The theme that is worn at the start: the chosen one, or what stands in for it.
///
/// A theme whose file is gone or broken never keeps the inbox shut. The one that fits the terminal's background takes
/// its place, failing that the look that needs no file, and `problems` says so.
struct ThemeChoice {
    let theme: Theme
    let name: String
    /// Whether it is the one that a person chose; any other follows the terminal's background.
    let isChosen: Bool
    /// What a person should know of the theme files, one sentence each, with file and line where there are any.
    let problems: [String]

    /// `place` is where the settings name the theme, in front of the complaint that there is no such one.
    init(_ chosen: String?, place: String? = nil, background: Theme.Background = .dark, shelf: ThemeShelf) {
        let stand = Self.usual(background, shelf)
        guard let chosen else {
            (theme, name, isChosen, problems) = (stand.theme, stand.name, false, stand.problems)
            return
        }
        do throws(Complaint) {
            let found = try shelf.theme(named: chosen)
            (theme, name, isChosen, problems) = (found.theme, chosen, true, found.warnings)
        } catch {
            let origin = place.map { "\($0): " } ?? ""
            let instead = "The theme \(stand.name) stands in for it."
            (theme, name, isChosen) = (stand.theme, stand.name, false)
            problems = ["\(origin)\(error.sentence) \(instead)"] + stand.problems.filter { $0 != error.sentence }
        }
    }

    /// The theme for a background; without a file that can be read, the one that is built in.
    static func usual(
        _ background: Theme.Background, _ shelf: ThemeShelf
    ) -> (theme: Theme, name: String, problems: [String]) {
        do throws(Complaint) {
            guard let found = try shelf.find(background.rawValue) else { return (.builtIn, Theme.builtIn.name, []) }
            return (found.theme, background.rawValue, found.warnings)
        } catch {
            return (.builtIn, Theme.builtIn.name, [error.sentence])
        }
    }
}

extension ThemeChoice {
    /// What a sitting begins with: the theme named for it alone, else the one chosen in an earlier sitting, else that
    /// of the settings.
    init(_ desk: Desk, _ memory: SittingMemory, named: String? = nil, shelf: ThemeShelf) {
        let isOfSettings = named == nil && !memory.hasOwnTheme
        self.init(
            named ?? memory.theme, place: isOfSettings ? desk.profile.likes.themePlace : nil,
            background: desk.environment.background ?? .dark, shelf: shelf)
    }
}
