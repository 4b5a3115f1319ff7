import Drawing
import Glibc

/// Which signs the inbox is drawn with: those a person chose, else what the locale can write.
struct GlyphPreference {
    let set: GlyphSet
    /// What a person should know of it, one sentence each.
    let problems: [String]

    init(chosen: String?, environment: Environment) {
        if let set = chosen.flatMap(GlyphSet.init(rawValue:)) {
            (self.set, problems) = (set, [])
        } else if Self.writesUTF8(environment) {
            (set, problems) = (.plain, [])
        } else {
            set = .ascii
            problems = [
                "The locale does not write UTF-8, so lines and signs are ASCII. LANG=C.UTF-8 brings the others."
            ]
        }
    }

    /// A locale that this machine does not have is taken at its word: the terminal may well be on another machine.
    private static func writesUTF8(_ environment: Environment) -> Bool {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        let lowered = name.lowercased()
        if lowered.contains("utf-8") || lowered.contains("utf8") { return true }
        guard let locale = newlocale(LC_CTYPE_MASK, name, nil) else { return false }
        defer { freelocale(locale) }
        return nl_langinfo_l(nl_item(CODESET), locale).map { String(cString: $0) } == "UTF-8"
    }
}
