import Drawing

/// Esc and a key, which a multiplexer or a line that stalls hands over as that key with Alt.
extension InboxState {
    /// The two keys that a key with Alt stands for, where it means nothing by itself here: whoever leaves and goes on at
    /// once is understood. At a question nobody answers and goes on in one.
    func escapeAndKey(_ key: Key) -> [Key]? {
        let second: Key
        switch key {
        case .alt(let character): second = .character(character)
        case .named(.altEnter): second = .named(.enter)
        case .named(.altUp): second = .named(.up)
        case .named(.altDown): second = .named(.down)
        case .named(.altLeft): second = .named(.left)
        case .named(.altRight): second = .named(.right)
        case .character, .ctrl, .named, .mouse, .paste, .focusIn, .focusOut, .resize: return nil
        }
        guard typedAhead.isEmpty, context != .question, !layout.isTooSmall,
            settings.keyMap.meaning(of: pending.strokes + [key], in: context) == .nothing
        else { return nil }
        return [.named(.escape), second]
    }

    /// What was meant where a key shows that the key with Alt that has just opened the prompt for an address was Esc and
    /// a letter: no address begins like that, and nobody has seen the prompt who goes on so soon.
    mutating func notAnAddress(_ key: Key) -> [Key]? {
        guard picker?.kind == .attachment, picker?.line.text.isEmpty == true, case .alt(let letter) = lastKey,
            elapsed - lastKeyAt < Self.unseen, case .character(let first) = key,
            !Self.addressBeginnings.contains(first)
        else { return nil }
        picker = nil
        return [.named(.escape), .character(letter), key]
    }

    /// How long hands that know where they go are ahead of the eyes.
    private static let unseen = Duration.milliseconds(500)

    /// An address of the web, a path, or one that was copied with a blank or in quotes.
    private static let addressBeginnings = "hHwW/~.<\"' "
}
