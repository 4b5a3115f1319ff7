/// The themes of `themes/`, so that the program has them wherever it lies. `make themes` writes this file.
enum ShippedThemes {
    static let texts: [String: String] = [
        "colour-blind": #"""
        # Colour blind: blue against orange instead of green against red, told apart by brightness and emphasis as well.
        background = "dark"
        assumed_background = "#1c1c1c"

        [roles]
        text = { fg = "default" }
        muted = { fg = "#a8a8a8" }
        accent = { fg = "#87afff", few = "blue", bold = true }
        marker = { fg = 37, few = "cyan", bold = true }
        title = { fg = "#ffffff", bold = true }
        border = { fg = "#808080", few = "default" }
        border_focus = { fg = "#87afff", few = "blue", bold = true }
        selection = { fg = "#ffffff", bg = "#005f87", few = "black" }
        unread = { fg = "#ffffff", few = "white", bold = true }
        waiting = { fg = "#ffaf00", few = "yellow", bold = true }
        ours = { fg = "#87d7ff", few = "cyan" }
        theirs = { fg = "default" }
        success = { fg = "#5fafff", few = "blue" }
        warning = { fg = "#ffd75f", few = "yellow", underline = true }
        failure = { fg = "#ff8700", few = "yellow", bold = true, underline = true }
        status = { fg = "#c6c6c6" }
        hint = { fg = "#a8a8a8" }
        key = { fg = "#ffd75f", few = "yellow", bold = true }
        match = { fg = "#ffd75f", few = "yellow", underline = true }
        prompt = { fg = "#87afff", few = "blue", bold = true }
        badge = { fg = "#000000", bg = "#ffaf00", few = "black", mono = "reverse" }
        draft = { fg = "#d7d7ff", few = "white", underline = true }
        link = { fg = "#87afff", few = "blue", underline = true }
        day = { fg = "#a8a8a8" }
        overlay = { fg = "default" }
        demo = { fg = "#000000", bg = "#ffd75f", few = "black", bold = true, mono = "reverse" }

        """#,
        "dark": #"""
        # Dark: Leadline's look on a dark screen. Quiet greys, teal where SMS is meant, warm colours where something waits.
        background = "dark"
        assumed_background = "#1c1c1c"

        [roles]
        text = { fg = "default" }
        muted = { fg = "#9e9e9e" }
        accent = { fg = "#5fafd7", few = "cyan", bold = true }
        marker = { fg = 37, few = "cyan", mono = "bold" }
        title = { fg = "#d7d7d7", bold = true }
        border = { fg = "#6c6c6c", few = "default" }
        border_focus = { fg = "#5fafaf", few = "cyan", mono = "bold" }
        selection = { fg = "#ffffff", bg = "#005f5f", few = "black" }
        unread = { fg = "#ffffff", few = "white", bold = true }
        waiting = { fg = "#ffaf5f", few = "yellow", mono = "bold" }
        ours = { fg = "#87d7d7", few = "cyan" }
        theirs = { fg = "default" }
        success = { fg = "#87d787", few = "green" }
        warning = { fg = "#ffd75f", few = "yellow", mono = "bold" }
        failure = { fg = "#ff8787", few = "red", bold = true }
        status = { fg = "#bcbcbc" }
        hint = { fg = "#9e9e9e" }
        key = { fg = "#5fafaf", few = "cyan", bold = true }
        match = { fg = "#ffd75f", few = "yellow", underline = true }
        prompt = { fg = "#5fafd7", few = "cyan", bold = true }
        badge = { fg = "#1c1c1c", bg = "#d7af5f", few = "black", mono = "reverse" }
        draft = { fg = "#d7afd7", few = "magenta" }
        link = { fg = "#87afff", few = "blue", underline = true }
        day = { fg = "#9e9e9e" }
        overlay = { fg = "default" }
        demo = { fg = "#1c1c1c", bg = "#ffd75f", few = "black", bold = true, mono = "reverse" }

        """#,
        "high-contrast": #"""
        # High contrast: every text at least 7:1 on black; meaning never rests on colour alone.
        background = "dark"
        assumed_background = "#000000"

        [roles]
        text = { fg = "#ffffff" }
        muted = { fg = "#d0d0d0" }
        accent = { fg = "#5fffff", few = "cyan", bold = true }
        marker = { fg = "#00d7d7", few = "cyan", bold = true }
        title = { fg = "#ffffff", bold = true, underline = true }
        border = { fg = "#d0d0d0" }
        border_focus = { fg = "#ffff00", few = "yellow", bold = true }
        selection = { fg = "#000000", bg = "#ffff00", few = "black", bold = true }
        unread = { fg = "#ffffff", bold = true }
        waiting = { fg = "#ffff00", few = "yellow", bold = true }
        ours = { fg = "#5fffff", few = "cyan" }
        theirs = { fg = "#ffffff" }
        success = { fg = "#5fff5f", few = "green", bold = true }
        warning = { fg = "#ffff00", few = "yellow", bold = true }
        failure = { fg = "#ffafaf", few = "red", bold = true, underline = true }
        status = { fg = "#ffffff" }
        hint = { fg = "#ffffff" }
        key = { fg = "#ffff00", few = "yellow", bold = true }
        match = { fg = "#000000", bg = "#5fffff", few = "black", mono = "underline" }
        prompt = { fg = "#ffff00", few = "yellow", bold = true }
        badge = { fg = "#000000", bg = "#ffffff", few = "black", bold = true, mono = "reverse bold" }
        draft = { fg = "#ffd7ff", few = "magenta", underline = true }
        link = { fg = "#afd7ff", few = "cyan", underline = true }
        day = { fg = "#ffffff" }
        overlay = { fg = "#ffffff" }
        demo = { fg = "#000000", bg = "#ffff00", few = "black", bold = true, mono = "reverse bold" }

        """#,
        "light": #"""
        # Light: Leadline's look on a light screen. The same meanings as in dark, in inks that read on white paper.
        background = "light"
        assumed_background = "#ffffff"

        [roles]
        text = { fg = "default" }
        muted = { fg = "#626262" }
        accent = { fg = "#005f87", few = "blue", bold = true }
        marker = { fg = 30, few = "cyan", mono = "bold" }
        title = { fg = "#262626", few = "default", bold = true }
        border = { fg = "#8a8a8a", few = "default" }
        border_focus = { fg = "#005f5f", few = "cyan", mono = "bold" }
        selection = { fg = "#000000", bg = "#afd7d7", few = "black" }
        unread = { fg = "#000000", few = "default", bold = true }
        waiting = { fg = "#875f00", few = "red", mono = "bold" }
        ours = { fg = "#005f5f", few = "blue" }
        theirs = { fg = "default" }
        success = { fg = "#005f00", few = "green" }
        warning = { fg = "#875f00", few = "red", mono = "bold" }
        failure = { fg = "#af0000", few = "red", bold = true }
        status = { fg = "#444444", few = "default" }
        hint = { fg = "#626262", few = "default" }
        key = { fg = "#005f5f", few = "blue", bold = true }
        match = { fg = "#870000", few = "red", underline = true }
        prompt = { fg = "#005f87", few = "blue", bold = true }
        badge = { fg = "#000000", bg = "#ffd787", few = "black", mono = "reverse" }
        draft = { fg = "#5f005f", few = "magenta" }
        link = { fg = "#0000af", few = "blue", underline = true }
        day = { fg = "#626262", few = "default" }
        overlay = { fg = "default" }
        demo = { fg = "#000000", bg = "#ffd75f", few = "black", bold = true, mono = "reverse" }

        """#,
        "mono": #"""
        # Mono: no colours at all, only what the terminal has for its own text, with bold, underline and reverse.
        background = "dark"

        [roles]
        text = {}
        muted = {}
        accent = { bold = true }
        marker = { bold = true }
        title = { bold = true }
        border = {}
        border_focus = { bold = true }
        selection = { reverse = true }
        unread = { bold = true }
        waiting = { bold = true, underline = true }
        ours = {}
        theirs = {}
        success = {}
        warning = { bold = true }
        failure = { bold = true, underline = true }
        status = {}
        hint = {}
        key = { bold = true }
        match = { underline = true }
        prompt = { bold = true }
        badge = { reverse = true }
        draft = { underline = true }
        link = { underline = true }
        day = {}
        overlay = {}
        demo = { reverse = true, bold = true }

        """#,
        "solarized-dark": #"""
        # Solarized dark: after Ethan Schoonover's palette, for terminals whose background is its base03. Greys that would be
        # too faint to read are one step brighter than in the original.
        background = "dark"
        assumed_background = "#002b36"

        [roles]
        text = { fg = "#eee8d5", few = "white" }
        muted = { fg = "#93a1a1", few = "default" }
        accent = { fg = "#5fafd7", few = "blue", bold = true }
        marker = { fg = "#2aa198", few = "cyan", mono = "bold" }
        title = { fg = "#fdf6e3", few = "white", bold = true }
        border = { fg = "#839496", few = "default" }
        border_focus = { fg = "#2aa198", few = "cyan", mono = "bold" }
        selection = { fg = "#fdf6e3", bg = "#075f6b", few = "black" }
        unread = { fg = "#fdf6e3", few = "white", bold = true }
        waiting = { fg = "#dfaf00", few = "yellow", mono = "bold" }
        ours = { fg = "#5fd7c7", few = "cyan" }
        theirs = { fg = "#eee8d5", few = "white" }
        success = { fg = "#afc700", few = "green" }
        warning = { fg = "#dfaf00", few = "yellow", mono = "bold" }
        failure = { fg = "#ff9f87", few = "red", bold = true }
        status = { fg = "#93a1a1", few = "default" }
        hint = { fg = "#93a1a1", few = "default" }
        key = { fg = "#2fb8ae", few = "cyan", bold = true }
        match = { fg = "#dfaf00", few = "yellow", underline = true }
        prompt = { fg = "#5fafd7", few = "blue", bold = true }
        badge = { fg = "#002b36", bg = "#b58900", few = "black", mono = "reverse" }
        draft = { fg = "#d7afd7", few = "magenta" }
        link = { fg = "#87afff", few = "blue", underline = true }
        day = { fg = "#93a1a1", few = "default" }
        overlay = { fg = "#eee8d5", few = "white" }
        demo = { fg = "#002b36", bg = "#dfaf00", few = "black", bold = true, mono = "reverse" }

        """#,
    ]
}
