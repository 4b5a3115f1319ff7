/// Turns the bytes a terminal sends into keys. A value without a clock, so that any input can be tried on it.
///
/// Every escape sequence is taken whole, known or not: an answer nobody asked for never runs a binding. A paste
/// comes out as one key however it was cut up on its way, and is ended by its mark alone. Whoever reads the
/// terminal calls `idle` when nothing has come for `patience`; that is how a lone Esc is told from a sequence.
package struct KeyDecoder: Sendable {
    /// Milliseconds after which an Esc is an Esc.
    package static let patience = 25
    /// Bytes of a paste that are kept; what is beyond is left out, and the key says so.
    package static let pasteLimit = 64 * 1024

    /// The background colour, once the terminal has answered the question for it.
    package private(set) var background: RGB?

    private var state = State.ground
    /// The bytes so far of what `state` is in the middle of.
    private var buffer: [UInt8] = []
    private var keys: [Key] = []
    private var idleTicks = 0
    private let extra: [[UInt8]: Key]

    private enum State {
        case ground
        case utf8(missing: Int, isAlt: Bool)
        case escape(isDouble: Bool)
        case control(isAlt: Bool)
        case linuxFunction
        case single(isAlt: Bool)
        case string(kind: UInt8, sawEscape: Bool)
        /// `matched` bytes of the end mark have been seen.
        case paste(matched: Int, isCut: Bool)
    }

    /// How often in a row nothing has to come before an unfinished sequence is given up.
    private static let ticksForSequence = 20
    private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

    /// `extra` names whole sequences of the terminal at hand that differ from what most terminals send.
    package init(extra: [[UInt8]: Key] = [:]) { self.extra = extra }

    /// Whether something has begun that `idle` may have to end.
    package var isPending: Bool {
        switch state {
        case .ground, .paste: false
        default: true
        }
    }

    /// Takes what one read brought and returns the keys that are complete.
    package mutating func decode(_ bytes: some Collection<UInt8>) -> [Key] {
        idleTicks = 0
        // A lost end mark must not swallow the keyboard for good: Esc or Ctrl-C all by itself ends a paste.
        if case .paste(let matched, let isCut) = state, bytes.count == 1, let only = bytes.first,
            only == 0x03 || (only == 0x1B && matched == 0)
        {
            finishPaste(isCut)
            return takeKeys()
        }
        for byte in bytes { take(byte) }
        return takeKeys()
    }

    /// Says that nothing has come for `patience`, and returns the keys this completes.
    package mutating func idle() -> [Key] {
        idleTicks += 1
        switch state {
        case .ground, .paste: return []
        case .escape(let isDouble):
            keys += isDouble ? [.named(.escape), .named(.escape)] : [.named(.escape)]
            state = .ground
        case .string(let kind, _) where buffer.isEmpty && [0x58, 0x5E, 0x5F].contains(kind):
            keys.append(.alt(Character(Unicode.Scalar(kind))))
            state = .ground
        default:
            if idleTicks >= KeyDecoder.ticksForSequence { state = .ground }
        }
        return takeKeys()
    }

    private mutating func takeKeys() -> [Key] {
        defer { keys.removeAll() }
        return keys
    }
}

// MARK: - One byte

extension KeyDecoder {
    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: takeGround(byte, isAlt: false)
        case .utf8(let missing, let isAlt): takeContinuation(byte, missing, isAlt)
        case .escape(let isDouble): takeAfterEscape(byte, isDouble)
        case .control(let isAlt): takeControl(byte, isAlt)
        case .single(let isAlt): takeSingle(byte, isAlt)
        case .string(let kind, let sawEscape): takeString(byte, kind, sawEscape)
        case .paste(let matched, let isCut): takePasted(byte, matched, isCut)
        case .linuxFunction:
            if (0x41...0x45).contains(byte) { keys.append(.named(.f(Int(byte) - 0x40))) }
            state = .ground
        }
    }

    private mutating func takeGround(_ byte: UInt8, isAlt: Bool) {
        state = .ground
        switch byte {
        case 0x1B: state = .escape(isDouble: false)
        case 0x00...0x1F, 0x7F: keys.append(KeyDecoder.controlKey(byte, isAlt))
        case 0x20..<0x7F: character(Unicode.Scalar(byte), isAlt)
        case 0xC2...0xDF: begin(.utf8(missing: 1, isAlt: isAlt), with: [byte])
        case 0xE0...0xEF: begin(.utf8(missing: 2, isAlt: isAlt), with: [byte])
        case 0xF0...0xF4: begin(.utf8(missing: 3, isAlt: isAlt), with: [byte])
        default: break
        }
    }

    private mutating func begin(_ state: State, with bytes: [UInt8] = []) {
        self.state = state
        buffer.removeAll(keepingCapacity: buffer.capacity <= 256)
        buffer += bytes
    }

    private mutating func takeContinuation(_ byte: UInt8, _ missing: Int, _ isAlt: Bool) {
        guard byte & 0xC0 == 0x80 else {
            state = .ground
            take(byte)
            return
        }
        buffer.append(byte)
        guard missing == 1 else {
            state = .utf8(missing: missing - 1, isAlt: isAlt)
            return
        }
        state = .ground
        guard let scalar = String(validating: buffer, as: UTF8.self)?.unicodeScalars.first else { return }
        switch scalar.value {
        // The C1 controls say in one scalar what Esc and a letter say in two.
        case 0x8F, 0x90, 0x98, 0x9B, 0x9D...0x9F: takeAfterEscape(UInt8(scalar.value - 0x40), false)
        case 0x80..<0xA0: break
        default: character(scalar, isAlt)
        }
    }

    private mutating func character(_ scalar: Unicode.Scalar, _ isAlt: Bool) {
        keys.append(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
    }

    private mutating func takeAfterEscape(_ byte: UInt8, _ isDouble: Bool) {
        switch byte {
        case 0x5B: begin(.control(isAlt: isDouble))
        case 0x4F: state = .single(isAlt: isDouble)
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: begin(.string(kind: byte, sawEscape: false))
        case 0x1B where !isDouble: state = .escape(isDouble: true)
        default:
            if isDouble { keys.append(.named(.escape)) }
            if byte < 0x20, byte != 0x0D, byte != 0x0A, byte != 0x08 {
                keys.append(.named(.escape))
                takeGround(byte, isAlt: false)
            } else {
                takeGround(byte, isAlt: true)
            }
        }
    }

    private mutating func takeSingle(_ byte: UInt8, _ isAlt: Bool) {
        // Some terminals put the modifier between the introducer and the letter.
        if (0x30...0x39).contains(byte) { return }
        state = .ground
        if byte < 0x20 {
            take(byte)
        } else if let key = extra[[0x1B, 0x4F, byte]] ?? KeySequences.single(byte) {
            keys.append(isAlt ? KeySequences.named(key, modifiers: 2) : key)
        }
    }

    private mutating func takeControl(_ byte: UInt8, _ isAlt: Bool) {
        switch byte {
        case 0x5B where buffer.isEmpty: state = .linuxFunction
        case 0x20..<0x40: if buffer.count < 64 { buffer.append(byte) }
        case 0x40..<0x7F:
            state = .ground
            finishControl(byte, isAlt)
        case 0x1B: state = .escape(isDouble: false)
        default: state = .ground
        }
    }

    private mutating func finishControl(_ final: UInt8, _ isAlt: Bool) {
        if buffer == [0x32, 0x30, 0x30], final == 0x7E {
            begin(.paste(matched: 0, isCut: false))
        } else if let key = extra[[0x1B, 0x5B] + buffer + [final]] ?? KeySequences.control(buffer, final) {
            keys.append(isAlt ? KeySequences.named(key, modifiers: 2) : key)
        }
    }

    private mutating func takeString(_ byte: UInt8, _ kind: UInt8, _ sawEscape: Bool) {
        if sawEscape || byte == 0x07 {
            state = .ground
            finishString(kind)
            // Only a backslash belongs to the string's end; anything else begins something new.
            if sawEscape, byte != 0x5C { takeAfterEscape(byte, false) }
        } else if byte == 0x1B {
            state = .string(kind: kind, sawEscape: true)
        } else if byte == 0x18 || byte == 0x1A {
            state = .ground
        } else if buffer.count < 256 {
            buffer.append(byte)
        }
    }

    private mutating func finishString(_ kind: UInt8) {
        guard kind == 0x5D else { return }
        if let colour = KeySequences.background(buffer) { background = colour }
    }

    private mutating func takePasted(_ byte: UInt8, _ matched: Int, _ isCut: Bool) {
        if byte == KeyDecoder.pasteEnd[matched] {
            if matched + 1 == KeyDecoder.pasteEnd.count {
                finishPaste(isCut)
            } else {
                state = .paste(matched: matched + 1, isCut: isCut)
            }
            return
        }
        buffer += KeyDecoder.pasteEnd[..<matched]
        let begins = byte == 0x1B
        if !begins { buffer.append(byte) }
        let surplus = buffer.count - KeyDecoder.pasteLimit
        if surplus > 0 { buffer.removeLast(surplus) }
        state = .paste(matched: begins ? 1 : 0, isCut: isCut || surplus > 0)
    }

    /// Terminals send a carriage return for every line feed of the text.
    private mutating func finishPaste(_ isCut: Bool) {
        state = .ground
        var text = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in String(decoding: buffer, as: UTF8.self).unicodeScalars {
            if scalar == "\r" { text.append("\n") } else if !(scalar == "\n" && wasReturn) { text.append(scalar) }
            wasReturn = scalar == "\r"
        }
        buffer = []
        keys.append(.paste(String(text), isCut: isCut))
    }

    private static func controlKey(_ byte: UInt8, _ isAlt: Bool) -> Key {
        switch byte {
        case 0x0D: .named(isAlt ? .altEnter : .enter)
        case 0x0A: isAlt ? .named(.altEnter) : .ctrl("j")
        case 0x09: .named(.tab)
        case 0x08, 0x7F: .named(isAlt ? .altBackspace : .backspace)
        case 0x00: .ctrl("@")
        case 0x01...0x1A: .ctrl(Character(Unicode.Scalar(byte + 0x60)))
        default: .ctrl(Character(Unicode.Scalar(byte + 0x40)))
        }
    }
}
