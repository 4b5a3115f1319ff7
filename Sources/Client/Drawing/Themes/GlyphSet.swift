/// Which signs the screen may use; `plain` is safe in every UTF-8 terminal, `ascii` everywhere.
package enum GlyphSet: String, CaseIterable, Sendable {
    case emoji, plain, ascii

    package var signs: Signs {
        switch self {
        case .emoji: .emoji
        case .plain: .plain
        case .ascii: .ascii
        }
    }

    package var lines: BoxLines { self == .ascii ? .ascii : .light }
}

/// The lines a frame is drawn with, each one cell wide.
package struct BoxLines: Hashable, Sendable {
    package let horizontal: Unicode.Scalar
    package let vertical: Unicode.Scalar
    package let topLeft: Unicode.Scalar
    package let topRight: Unicode.Scalar
    package let bottomLeft: Unicode.Scalar
    package let bottomRight: Unicode.Scalar

    package static let light = BoxLines(
        horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘")
    package static let ascii = BoxLines(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+")
}

/// The signs by what they say. Every terminal agrees on their widths: none is joined or needs a variation selector.
package struct Signs: Hashable, Sendable {
    /// The phone that marks an SMS lead.
    package var phone: String
    /// Stands before the row the cursor is on.
    package var pointer: String
    package var mark = "*"
    package var unread: String
    package var waiting: String
    package var draft: String
    package var attachment: String
    package var optedOut: String
    package var inbound: String
    package var outbound: String
    package var held: String
    package var scheduled: String
    package var pending: String
    package var sent: String
    package var delivered: String
    package var failed: String
    package var unknown = "?"
    package var ellipsis: String
    package var separator: String
    package var moreAbove: String
    package var moreBelow: String
    /// Tells that something was removed from a text before it was shown.
    package var removed: String

    static let plain = Signs(
        phone: "☎", pointer: "▌", unread: "●", waiting: "◦", draft: "✎", attachment: "▣", optedOut: "⊘", inbound: "←",
        outbound: "→", held: "◔", scheduled: "◷", pending: "○", sent: "✓", delivered: "✓✓", failed: "✗",
        ellipsis: "…", separator: "·", moreAbove: "↑", moreBelow: "↓", removed: "¬")

    static let ascii = Signs(
        phone: "#", pointer: ">", unread: "*", waiting: "o", draft: "+", attachment: "@", optedOut: "X", inbound: "<",
        outbound: ">", held: "%", scheduled: "&", pending: ".", sent: "-", delivered: "=", failed: "!",
        ellipsis: "~", separator: "|", moreAbove: "^", moreBelow: "v", removed: "\\")

    static let emoji: Signs = {
        var signs = Signs.plain
        signs.phone = "📞"
        signs.draft = "📝"
        signs.attachment = "📎"
        signs.optedOut = "🚫"
        signs.waiting = "⏳"
        signs.failed = "❌"
        signs.unknown = "❓"
        return signs
    }()
}
