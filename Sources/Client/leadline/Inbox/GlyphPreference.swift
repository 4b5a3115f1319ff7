import Drawing

/// Which signs the inbox is drawn with: those a person chose, else what the locale can write.
struct GlyphPreference {
    let set: GlyphSet
    /// What a person should know of it, one sentence each.
    let problems: [String]

    init(chosen: String?, environment: Environment) {
        if let set = chosen.flatMap(GlyphSet.init(rawValue:)) {
            (self.set, problems) = (set, [])
        } else if environment.writesUTF8 {
            (set, problems) = (.plain, [])
        } else {
            set = .ascii
            problems = [
                "The locale does not write UTF-8, so lines and signs are ASCII. LANG=C.UTF-8 brings the others."
            ]
        }
    }
}
