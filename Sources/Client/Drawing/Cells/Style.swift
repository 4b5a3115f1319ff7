/// How a run of cells looks: what it means, which the theme turns into colours, and emphasis on top.
package struct Style: Hashable, Sendable {
    package var role: Role
    package var attributes: Attributes

    package init(_ role: Role = .text, _ attributes: Attributes = []) {
        self.role = role
        self.attributes = attributes
    }

    package static let text = Style(.text)

    /// Both as one number.
    var bits: UInt16 { UInt16(role.rawValue) << 8 | UInt16(attributes.rawValue) }

    /// Emphasis every terminal can show in some way, colours or none.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let bold = Attributes(rawValue: 1)
        package static let underline = Attributes(rawValue: 2)
        package static let reverse = Attributes(rawValue: 4)
        package static let dim = Attributes(rawValue: 8)
        package static let italic = Attributes(rawValue: 16)
    }
}

/// What a piece of the screen means. Panes name roles; only themes name colours.
package enum Role: UInt8, CaseIterable, Hashable, Sendable {
    case text, muted, accent, marker, title, border, borderFocus, selection, unread, waiting
    case ours, theirs, success, warning, failure, status, hint, key, match, prompt, badge
    case draft, link, day, overlay, demo

    /// The name themes use: `border_focus` for `borderFocus`.
    package var name: String {
        var name = ""
        for letter in String(describing: self) {
            name += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
        }
        return name
    }

    package init?(name: String) {
        guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }

    /// The role whose look this one takes in a theme that says nothing about it.
    var parent: Role? {
        switch self {
        case .text: nil
        case .borderFocus, .key, .link, .title, .prompt: .accent
        case .draft, .day, .hint, .border: .muted
        case .demo: .warning
        case .muted, .accent, .marker, .selection, .unread, .waiting, .ours, .theirs, .success, .warning, .failure,
            .status, .match, .badge, .overlay:
            .text
        }
    }
}
