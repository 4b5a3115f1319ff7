/// Text being written: several lines, a caret that moves by what people see as one character, undo and a kill ring.
///
/// What cannot be seen is not taken in: control scalars and invisible format scalars are left out of whatever is
/// inserted, except the joiners that emoji and some scripts are written with. The text never grows beyond `limit`
/// scalars.
package struct LineEditor: Sendable {
    package private(set) var characters: [Character] = []
    /// How many characters stand before the caret.
    package private(set) var caret = 0
    package let limit: Int
    /// Whether `newline` and pasted line feeds break lines; where not, they become spaces.
    package let takesLines: Bool

    /// How many scalars of what came in last did not fit.
    package private(set) var overflow = 0
    private var scalarCount = 0
    private var undoable: [Edit] = []
    private var redoable: [Edit] = []
    private var ring: [[Character]] = []
    /// The column that up and down try to keep.
    private var wishedColumn: Int?
    private var lastCommand = LastCommand.other

    private enum LastCommand { case typing, killing, other }

    /// One step that can be taken back: at `at`, `removed` gave way to `inserted`.
    private struct Edit {
        let at: Int
        let removed: [Character]
        var inserted: [Character]
        let caretBefore: Int
    }

    private static let stepsKept = 200
    private static let killsKept = 8

    package init(_ text: String = "", limit: Int = 8000, takesLines: Bool = true) {
        self.limit = limit
        self.takesLines = takesLines
        characters = Array(visible(text).text)
        scalarCount = characters.reduce(0) { $0 + $1.unicodeScalars.count }
        caret = characters.count
    }

    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }
    package var canUndo: Bool { !undoable.isEmpty }

    /// Puts the caret before the character at `offset`, or at the nearest end.
    package mutating func moveCaret(to offset: Int) {
        caret = min(max(0, offset), characters.count)
        wishedColumn = nil
        lastCommand = .other
    }

    /// Replaces the whole text in one step that can be undone, for instance when it comes back from another editor.
    package mutating func replaceAll(with text: String) {
        let fitting = visible(text, replacing: scalarCount)
        overflow = fitting.left
        change(0..<characters.count, to: fitting.text)
        lastCommand = .other
    }

    /// The same, with so many lines more before the one with the caret, which stays where it is in its line.
    package mutating func become(_ text: String, linesBefore: Int) {
        let column = caret - lineRange(at: caret).lowerBound
        let line = characters[..<caret].count { $0 == "\n" } + linesBefore
        replaceAll(with: text)
        var start = 0
        for _ in 0..<line { start = min(lineRange(at: start).upperBound + 1, characters.count) }
        moveCaret(to: min(start + column, lineRange(at: start).upperBound))
    }

    /// Carries out a command; `width` is how wide `view` shows the text, which up and down need. Returns whether
    /// anything changed, so that a pane can use a key that had no effect for something else.
    @discardableResult
    package mutating func apply(_ command: EditCommand, width: Int = .max) -> Bool {
        let before = (caret, undoable.count, redoable.count, scalarCount, lastCommand)
        if command != .up && command != .down { wishedColumn = nil }
        switch command {
        case .insert(let text): insert(text, joining: true)
        case .paste(let text): insert(text, joining: false)
        case .newline: insert("\n", joining: false)
        case .undo: undo()
        case .redo: redo()
        case .yank: if let text = ring.last { insert(String(text), joining: false) }
        case .deleteBackward, .deleteForward, .deleteWordBackward, .deleteWordForward, .killToLineStart,
            .killToLineEnd:
            delete(command)
        default: move(command, width)
        }
        return before != (caret, undoable.count, redoable.count, scalarCount, before.4)
    }
}

// MARK: - Changing

extension LineEditor {
    /// Inserts at the caret and returns how many scalars did not fit.
    @discardableResult
    package mutating func insert(_ text: String, joining: Bool = false) -> Int {
        let (fitting, left) = visible(text, replacing: 0)
        overflow = left
        guard !fitting.isEmpty else { return left }
        let isExtending = joining && lastCommand == .typing && fitting.first?.isWhitespace == false
        change(caret..<caret, to: fitting, extending: isExtending)
        lastCommand = joining ? .typing : .other
        return left
    }

    private mutating func delete(_ command: EditCommand) {
        let range: Range<Int>
        switch command {
        case .deleteBackward: range = max(0, caret - 1)..<caret
        case .deleteForward: range = caret..<min(characters.count, caret + 1)
        case .deleteWordBackward: range = wordStart(before: caret)..<caret
        case .deleteWordForward: range = caret..<wordEnd(after: caret)
        case .killToLineStart: range = lineRange(at: caret).lowerBound..<caret
        default:
            let end = lineRange(at: caret).upperBound
            range = caret..<(end == caret ? min(characters.count, end + 1) : end)
        }
        guard !range.isEmpty else { return }
        let isKill = command != .deleteBackward && command != .deleteForward
        if isKill { kill(Array(characters[range]), before: range.upperBound == caret) }
        change(range, to: "")
        lastCommand = isKill ? .killing : .other
    }

    /// Kills in a row gather in one entry, as readline does.
    private mutating func kill(_ text: [Character], before: Bool) {
        if lastCommand == .killing, let last = ring.last {
            ring[ring.count - 1] = before ? text + last : last + text
        } else {
            ring.append(text)
            if ring.count > LineEditor.killsKept { ring.removeFirst() }
        }
    }

    /// Replaces a range in one step. Scalars that become neighbours may join to one character, so the text is read
    /// anew from the ASCII character before the range to the one after it; beyond those nothing can join.
    private mutating func change(_ range: Range<Int>, to inserted: String, extending: Bool = false) {
        var low = range.lowerBound, high = range.upperBound
        while low > 0 {
            low -= 1
            if characters[low].isASCII { break }
        }
        while high < characters.count {
            high += 1
            if characters[high - 1].isASCII { break }
        }
        let old = characters[low..<high]
        let head = String(characters[low..<range.lowerBound]) + inserted
        let new = Array(head + String(characters[range.upperBound..<high]))
        let same = zip(old, new).prefix { $0 == $1 }.count
        let sameEnd = zip(old.dropFirst(same).reversed(), new.dropFirst(same).reversed()).prefix { $0 == $1 }.count
        let edit = Edit(
            at: low + same, removed: Array(old.dropFirst(same).dropLast(sameEnd)),
            inserted: Array(new.dropFirst(same).dropLast(sameEnd)), caretBefore: caret)
        perform(edit.at, edit.removed, edit.inserted)
        caret = min(low + head.count, characters.count)
        record(edit, extending)
    }

    private mutating func record(_ edit: Edit, _ extending: Bool) {
        redoable.removeAll()
        if extending, let last = undoable.last, last.at + last.inserted.count == edit.at, edit.removed.isEmpty {
            undoable[undoable.count - 1].inserted += edit.inserted
        } else if !edit.removed.isEmpty || !edit.inserted.isEmpty {
            undoable.append(edit)
            if undoable.count > LineEditor.stepsKept { undoable.removeFirst() }
        }
    }

    private mutating func perform(_ at: Int, _ removed: [Character], _ inserted: [Character]) {
        characters.replaceSubrange(at..<at + removed.count, with: inserted)
        for character in removed { scalarCount -= character.unicodeScalars.count }
        for character in inserted { scalarCount += character.unicodeScalars.count }
        caret = at + inserted.count
    }

    private mutating func undo() {
        guard let edit = undoable.popLast() else { return }
        perform(edit.at, edit.inserted, edit.removed)
        caret = min(edit.caretBefore, characters.count)
        redoable.append(edit)
        lastCommand = .other
    }

    private mutating func redo() {
        guard let edit = redoable.popLast() else { return }
        perform(edit.at, edit.removed, edit.inserted)
        undoable.append(edit)
        lastCommand = .other
    }

    /// What of `text` may come in, cut to the room there is once `replacing` scalars have gone.
    private func visible(_ text: String, replacing: Int = 0) -> (text: String, left: Int) {
        var room = limit - scalarCount + replacing
        var left = 0
        var taken = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            defer { wasReturn = scalar == "\r" }
            if wasReturn && scalar == "\n" { continue }
            guard let kept = LineEditor.kept(scalar, takesLines) else { continue }
            if room > 0 { taken.append(kept) } else { left += 1 }
            room -= 1
        }
        return (String(taken), left)
    }

    private static func kept(_ scalar: Unicode.Scalar, _ takesLines: Bool) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x0A, 0x0D, 0x2028, 0x2029: return takesLines ? "\n" : " "
        case 0x09: return " "
        case 0x20..<0x7F: return scalar
        case 0x200C, 0x200D, 0xE0020...0xE007F: return scalar
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate: return nil
        default: return scalar
        }
    }
}

// MARK: - Moving

extension LineEditor {
    private mutating func move(_ command: EditCommand, _ width: Int) {
        lastCommand = .other
        switch command {
        case .left: caret = max(0, caret - 1)
        case .right: caret = min(characters.count, caret + 1)
        case .wordLeft: caret = wordStart(before: caret)
        case .wordRight: caret = wordEnd(after: caret)
        case .lineStart: caret = lineRange(at: caret).lowerBound
        case .lineEnd: caret = lineRange(at: caret).upperBound
        case .textStart: caret = 0
        case .textEnd: caret = characters.count
        case .up: moveVertically(by: -1, width)
        case .down: moveVertically(by: 1, width)
        default: break
        }
    }

    private mutating func moveVertically(by rows: Int, _ width: Int) {
        let layout = EditorLayout(characters, width: width) { String($0) }
        let place = layout.place(of: caret)
        guard layout.rows.indices.contains(place.y + rows) else { return }
        let column = wishedColumn ?? place.x
        caret = layout.offset(row: place.y + rows, column: column)
        wishedColumn = column
    }

    /// The characters of the line the offset is in, without its line feed.
    private func lineRange(at offset: Int) -> Range<Int> {
        let start = characters[..<offset].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let end = characters[offset...].firstIndex(of: "\n") ?? characters.count
        return start..<end
    }

    private func isWord(_ index: Int) -> Bool {
        let character = characters[index]
        return character.isLetter || character.isNumber || character == "'" || character == "’"
    }

    private func wordStart(before offset: Int) -> Int {
        var index = offset
        while index > 0, !isWord(index - 1) { index -= 1 }
        while index > 0, isWord(index - 1) { index -= 1 }
        return index
    }

    private func wordEnd(after offset: Int) -> Int {
        var index = offset
        while index < characters.count, !isWord(index) { index += 1 }
        while index < characters.count, isWord(index) { index += 1 }
        return index
    }
}

/// Two editors are equal when they hold the same text with the caret at the same place.
extension LineEditor: Equatable {
    package static func == (one: LineEditor, other: LineEditor) -> Bool {
        one.caret == other.caret && one.characters == other.characters && one.takesLines == other.takesLines
    }
}
