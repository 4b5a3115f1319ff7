/// Which colours and emphasis stand for each role.
package struct Theme: Hashable, Sendable {
    package enum Background: String, Sendable { case dark, light }

    package let name: String
    /// What kind of screen the theme is made for.
    package let background: Background
    /// The colour the theme takes the terminal's own background for; only contrast depends on it.
    package let assumedBackground: RGB
    private let paints: [Paint]

    /// How one role looks, with what is left of it where there are fewer colours.
    package struct Paint: Hashable, Sendable {
        package var foreground: Ink
        package var background: Ink
        package var attributes: Style.Attributes
        /// Takes the place of the computed colour where there are only 16 or 8; `nil` leaves it to the computation.
        package var fewColours: Ink?
        /// The emphasis where there are no colours at all.
        package var mono: Style.Attributes

        package init(
            foreground: Ink = .standard, background: Ink = .standard, attributes: Style.Attributes = [],
            fewColours: Ink? = nil, mono: Style.Attributes? = nil
        ) {
            self.foreground = foreground
            self.background = background
            self.attributes = attributes
            self.fewColours = fewColours
            self.mono = mono ?? (background == .standard ? attributes : attributes.union(.reverse))
        }
    }

    /// Roles not given look like their parents, and in the end like the terminal's own text.
    package init(name: String, background: Background, assumedBackground: RGB? = nil, paints: [Role: Paint]) {
        self.name = name
        self.background = background
        self.assumedBackground = assumedBackground ?? (background == .dark ? RGB(0x1C, 0x1C, 0x1C) : RGB(255, 255, 255))
        self.paints = Role.allCases.map { role in
            var role = role
            while paints[role] == nil, let parent = role.parent { role = parent }
            return paints[role] ?? Paint()
        }
    }

    package subscript(role: Role) -> Paint { paints[Int(role.rawValue)] }

    /// The contrast of a role's text with what it stands on, with exact colours or those of a 256-colour palette.
    /// The terminal's own text colour is taken for white on dark and black on light.
    package func contrast(of role: Role, quantised: Bool = false) -> Double {
        func colour(_ ink: Ink, _ standard: RGB) -> RGB {
            quantised ? ink.index256.map { Palette.colours[Int($0)] } ?? standard : ink.rgb ?? standard
        }
        let paint = self[role]
        let text = background == .dark ? RGB(229, 229, 229) : RGB(0, 0, 0)
        let front = colour(paint.foreground, text), back = colour(paint.background, assumedBackground)
        return Contrast.ratio(front, back)
    }

    /// The look without any theme file: the terminal's own colours, and emphasis; only the marker is teal.
    package static let builtIn = Theme(
        name: "built-in", background: .dark,
        paints: [
            .marker: Paint(foreground: .palette(37), fewColours: .palette(6), mono: .bold),
            .accent: Paint(attributes: .bold), .title: Paint(attributes: .bold), .unread: Paint(attributes: .bold),
            .borderFocus: Paint(attributes: .bold), .selection: Paint(attributes: .reverse),
            .waiting: Paint(attributes: .bold), .failure: Paint(attributes: .bold), .warning: Paint(attributes: .bold),
            .match: Paint(attributes: .underline), .link: Paint(attributes: .underline),
            .badge: Paint(attributes: .reverse), .demo: Paint(attributes: .reverse),
        ])
}
