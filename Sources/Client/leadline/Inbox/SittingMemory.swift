import FoundationEssentials
import Inbox
import LocalStore
import Messaging

/// What one sitting leaves for the next: the place in the inbox and a theme that was chosen there.
struct SittingMemory {
    private struct Kept: Codable {
        var place: Place?
        var theme: String?
        /// The theme of the settings at that time: when the settings name another one now, they win.
        var configuredTheme: String?
        var hasToldOfEscape: Bool?
    }

    private let kept: Kept
    private let configuredTheme: String?

    /// Reads what `keep` wrote. What cannot be read is forgotten.
    init(_ text: String?, configuredTheme: String?) {
        self.configuredTheme = configuredTheme
        // Written by another version, or by nobody: the inbox then opens at its top.
        kept = text.flatMap { try? JSONDecoder().decode(Kept.self, from: Data($0.utf8)) } ?? Kept()
    }

    var place: Place? { kept.place }

    /// Whether the person was told already that the multiplexer holds Escape back.
    var hasToldOfEscape: Bool { kept.hasToldOfEscape ?? false }

    var theme: String? { hasOwnTheme ? kept.theme : configuredTheme }

    /// Whether the theme was chosen in the inbox, and not by the settings.
    var hasOwnTheme: Bool { kept.theme != nil && kept.configuredTheme == configuredTheme }

    /// Writes down what the next sitting begins with; `theme` is `nil` where it follows settings or terminal.
    func keep(_ place: Place, theme: String?, hasToldOfEscape: Bool = false, in store: InboxStore) {
        let new = Kept(
            place: place, theme: theme, configuredTheme: configuredTheme,
            hasToldOfEscape: self.hasToldOfEscape || hasToldOfEscape)
        // Losing one's place is no reason to fail at the end.
        guard let data = try? JSONEncoder().encode(new) else { return }
        try? store.setViewState(String(decoding: data, as: UTF8.self), now: WallClock.now())
    }
}
