import Drawing

/// Keys that came in one read: whoever looks at the screen between two keys sends them one by one.
///
/// Over a line that stalls several come at once, and so does a paste that nobody has marked. Moving and writing go on as
/// they were typed; nothing that cannot be looked at before may leave, and no lead may be changed by a line of prose.
struct Burst: Hashable, Sendable {
    private var letters = 0
    private var different: Set<Character> = []
    private var others = 0
    private var hasBreak = false
    private var hasPaste = false
    /// When it came, by the time that has passed.
    let at: Duration

    init(_ keys: [Key], at moment: Duration) {
        at = moment
        for key in keys {
            switch key {
            case .character(let letter):
                letters += 1
                different.insert(letter)
            case .named(.enter), .ctrl("j"): hasBreak = true
            case .paste: hasPaste = true
            case .focusIn, .focusOut, .resize: continue
            case .ctrl, .alt, .named, .mouse: others += 1
            }
        }
    }

    /// Whether a key of it came by itself.
    var isSingle: Bool { letters + others + (hasBreak ? 1 : 0) + (hasPaste ? 1 : 0) == 1 }

    /// Whether an Enter of it may belong to a text that nobody has looked at.
    var sendsNothing: Bool { hasPaste || letters >= 3 }

    /// Whether it may be a line of a text that was pasted without marks.
    var readsLikeText: Bool { letters >= 3 && hasBreak || letters > 5 && different.count > 3 }
}

/// A key, and what it came with.
struct TypedKey: Hashable, Sendable {
    let key: Key
    let burst: Burst
}
