/// Turns the bytes a terminal sends into keys. A value without a clock, so that any input can be tried on it.
///
/// Every escape sequence is taken whole, known or not: an answer nobody asked for never runs a binding. A paste
/// comes out as one key however it was cut up on its way, and is ended by its mark alone. Whoever reads the
/// terminal calls `idle` when nothing has come for `patience`; that is how a lone Esc is told from a sequence.
///
/// An answer may come in pieces with long pauses, and Alt with a letter may look like the beginning of one. So what
/// comes behind a pause is held until it is known whether it belongs to the answer; what does not is text, in its order.
package struct KeyDecoder: Sendable {
    /// Milliseconds after which an Esc is an Esc.
    package static let patience = 25
    /// Bytes of a paste that are kept; what is beyond is left out, and the key says so.
    package static let pasteLimit = 64 * 1024

    /// The background colour, once the terminal has answered the question for it.
    package internal(set) var background: RGB?

    var state = State.ground
    /// The bytes so far of what `state` is in the middle of.
    var buffer: [UInt8] = []
    /// How many of `buffer` came before the first pause: whatever came later may be text behind something cut off.
    var certain: Int?
    /// What the beginning of the sequence is when it turns out to be none: Alt-] and the like.
    var opening: [Key] = []
    var keys: [Key] = []
    let extra: [[UInt8]: Key]
    private var idleTicks = 0
    /// Whether an answer that was cut off is waited for without end, as nobody types what has come of it.
    private var isResting = false
    /// Whether an Esc was taken for the key alone, and nothing has come since.
    private var isAfterEscape = false

    enum State {
        case ground
        case utf8(missing: Int, isAlt: Bool)
        case escape(isDouble: Bool)
        case control(isAlt: Bool)
        /// So many bytes of a mouse report of the oldest kind have yet to come.
        case report(missing: Int)
        case linuxFunction
        case single(isAlt: Bool)
        case string(kind: UInt8, sawEscape: Bool)
        /// `matched` bytes of the end mark have been seen.
        case paste(matched: Int, isCut: Bool)
    }

    /// How often in a row nothing has to come before an unfinished sequence is given up: for a second.
    private static let ticksForSequence = 40
    private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

    /// `extra` names whole sequences of the terminal at hand that differ from what most terminals send.
    package init(extra: [[UInt8]: Key] = [:]) { self.extra = extra }

    /// Whether something has begun that `idle` may have to end.
    package var isPending: Bool {
        switch state {
        case .ground, .paste: false
        case .string: !isResting
        case .utf8, .escape, .control, .report, .linuxFunction, .single: true
        }
    }

    /// Takes what one read brought and returns the keys that are complete.
    package mutating func decode(_ bytes: some Collection<UInt8>) -> [Key] {
        idleTicks = 0
        isResting = false
        // A lost end mark must not swallow the keyboard for good: Esc or Ctrl-C all by itself ends a paste.
        if case .paste(let matched, let isCut) = state, bytes.count == 1, let only = bytes.first,
            only == 0x03 || (only == 0x1B && matched == 0)
        {
            finishPaste(isCut)
            return takeKeys()
        }
        if isAfterEscape, !bytes.isEmpty {
            isAfterEscape = false
            if takeTail(Array(bytes)) { return takeKeys() }
        }
        for byte in bytes { take(byte) }
        return takeKeys()
    }

    /// Says that nothing has come for `patience`, and returns the keys this completes.
    package mutating func idle() -> [Key] {
        idleTicks += 1
        switch state {
        case .ground, .paste: break
        case .utf8, .report: if idleTicks >= KeyDecoder.ticksForSequence { state = .ground }
        case .escape(let isDouble):
            keys += isDouble ? [.named(.escape), .named(.escape)] : [.named(.escape)]
            state = .ground
            isAfterEscape = !isDouble
        case .string(UInt8(ascii: "_"), _) where buffer.isEmpty:
            // No terminal says this unasked, and we ask for nothing that is answered so.
            endAsKeys()
        case .control, .linuxFunction, .single, .string:
            certain = certain ?? buffer.count
            if idleTicks >= KeyDecoder.ticksForSequence { giveUp() }
        }
        return takeKeys()
    }

    /// Gives up a sequence for which nothing comes any more, and lets go what was held behind its pause.
    private mutating func giveUp() {
        let heldCount = buffer.count - (certain ?? 0)
        if case .string(UInt8(ascii: "]"), _) = state, heldCount == 0, KeySequences.isOfColour(buffer) {
            isResting = true
        } else if certain == 0 {
            endAsKeys()
        } else {
            endAndRelease()
        }
    }

    private mutating func takeKeys() -> [Key] {
        defer { keys.removeAll() }
        return keys
    }
}

// MARK: - One byte

extension KeyDecoder {
    mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: takeGround(byte, isAlt: false)
        case .utf8(let missing, let isAlt): takeContinuation(byte, missing, isAlt)
        case .escape(let isDouble): takeAfterEscape(byte, isDouble)
        case .control(let isAlt): takeControl(byte, isAlt)
        case .report(let missing): takeReport(byte, missing)
        case .single(let isAlt): takeSingle(byte, isAlt)
        case .string(let kind, let sawEscape): takeString(byte, kind, sawEscape)
        case .paste(let matched, let isCut): takePasted(byte, matched, isCut)
        case .linuxFunction: takeLinuxFunction(byte)
        }
    }

    mutating func takeGround(_ byte: UInt8, isAlt: Bool) {
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

    mutating func begin(_ state: State, with bytes: [UInt8] = []) {
        self.state = state
        certain = nil
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
