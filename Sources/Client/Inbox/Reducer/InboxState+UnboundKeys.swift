import Drawing

extension InboxState {
    /// Says that keys mean nothing here, and which one shows those that do: whoever has slipped learns that nothing was
    /// done.
    mutating func sayUnbound(_ strokes: [Key]) {
        guard let sequence = KeySequence(strokes) else { return }
        let help = settings.keyMap.label(.help, in: context).map { "\($0) shows all keys" } ?? ":help shows all keys"
        let words = "\(sequence) does nothing here; \(help)."
        // Whoever breaks off what has begun meant just that.
        if strokes.count == 1, case .character = strokes[0] { refuse(words, .remark) } else { say(words) }
    }
}
