/// What follows an Esc: keys in several bytes, and the terminal's answers.
extension KeyDecoder {
    mutating func takeAfterEscape(_ byte: UInt8, _ isDouble: Bool) {
        opening = (isDouble ? [.named(.escape)] : []) + [.alt(Character(Unicode.Scalar(byte)))]
        switch byte {
        case UInt8(ascii: "["): begin(.control(isAlt: isDouble))
        case UInt8(ascii: "O"): begin(.single(isAlt: isDouble))
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"): begin(.string(kind: byte, sawEscape: false))
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

    /// Takes what was no sequence after all for the keys that its bytes are, and then `byte`.
    mutating func endAsKeys(and byte: UInt8? = nil) {
        let bytes = buffer + (byte.map { [$0] } ?? [])
        keys += opening
        begin(.ground)
        for byte in bytes { take(byte) }
    }

    /// Drops a sequence that was cut off, and takes what was held behind its pause for keys, and then `byte`.
    mutating func endAndRelease(and byte: UInt8? = nil) {
        let bytes = buffer.dropFirst(certain ?? buffer.count) + (byte.map { [$0] } ?? [])
        begin(.ground)
        for byte in bytes { take(byte) }
    }

    /// The rest of a sequence whose Esc came so long before that it was taken for the key. It is dropped where all of it
    /// has come at one moment. False where the bytes are keys.
    mutating func takeTail(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 1, let last = bytes.last else { return false }
        switch bytes[0] {
        case UInt8(ascii: "["): return takeTailOfControl(bytes)
        case UInt8(ascii: "O"):
            return bytes.count == 2 && (extra[[0x1B] + bytes] ?? KeySequences.single(last)) != nil
        case UInt8(ascii: "]"):
            guard (0x30...0x39).contains(bytes[1]) else { return false }
            opening = [.character("]")]
            begin(.string(kind: bytes[0], sawEscape: false))
            for byte in bytes.dropFirst() { take(byte) }
            return true
        default: return false
        }
    }

    /// The same for a control sequence; other sequences may have come with it.
    private mutating func takeTailOfControl(_ bytes: [UInt8]) -> Bool {
        guard let end = bytes.dropFirst().firstIndex(where: { !(0x20..<0x40).contains($0) }),
            (0x40..<0x7F).contains(bytes[end])
        else { return false }
        let middle = Array(bytes[1..<end])
        let rest = bytes[(end + 1)...]
        if middle.isEmpty, let count = KeySequences.rawBytes[bytes[end]], rest.count >= count {
            begin(.report(missing: count))
        } else {
            guard rest.isEmpty || rest.first == 0x1B else { return false }
            let isExtra = extra[[0x1B] + bytes[...end]] != nil
            guard isExtra || KeySequences.isKnown(middle, bytes[end]) else { return false }
        }
        for byte in rest { take(byte) }
        return true
    }
}

// MARK: - Keys in several bytes

extension KeyDecoder {
    mutating func takeSingle(_ byte: UInt8, _ isAlt: Bool) {
        // Some terminals put the modifier between the introducer and the letter.
        if (0x30...0x39).contains(byte), certain == nil { return buffer.append(byte) }
        guard let key = extra[[0x1B, 0x4F, byte]] ?? KeySequences.single(byte) else {
            // What came together is a key of some terminal that nobody here knows, and neither Alt-O nor the letter.
            let isLetter = (0x41...0x5A).contains(byte & 0xDF)
            return isLetter && certain == nil ? begin(.ground) : endAsKeys(and: byte)
        }
        begin(.ground)
        keys.append(isAlt ? KeySequences.named(key, modifiers: 2) : key)
    }

    mutating func takeLinuxFunction(_ byte: UInt8) {
        guard (0x41...0x45).contains(byte) else { return endAsKeys(and: byte) }
        begin(.ground)
        keys.append(.named(.f(Int(byte) - 0x40)))
    }

    mutating func takeControl(_ byte: UInt8, _ isAlt: Bool) {
        switch byte {
        case 0x5B where buffer.isEmpty && certain == nil: begin(.linuxFunction, with: [byte])
        case 0x20..<0x40: if buffer.count < 64 { buffer.append(byte) }
        case 0x40..<0x7F: finishControl(byte, isAlt)
        case 0x1B:
            if certain != nil { endAndRelease() }
            state = .escape(isDouble: false)
        default:
            if certain == nil, !buffer.isEmpty { endAndRelease(and: byte) } else { endAsKeys(and: byte) }
        }
    }

    private mutating func finishControl(_ final: UInt8, _ isAlt: Bool) {
        if buffer == [0x32, 0x30, 0x30], final == 0x7E {
            begin(.paste(matched: 0, isCut: false))
        } else if let key = extra[[0x1B, 0x5B] + buffer + [final]] ?? KeySequences.control(buffer, final) {
            begin(.ground)
            keys.append(isAlt ? KeySequences.named(key, modifiers: 2) : key)
        } else if buffer.isEmpty, let count = KeySequences.rawBytes[final] {
            begin(.report(missing: count))
        } else if let certain, !KeySequences.isKnown(buffer, final) {
            // Behind a pause it is more likely text than a sequence that nobody knows.
            if certain == 0 { endAsKeys(and: final) } else { endAndRelease(and: final) }
        } else {
            begin(.ground)
        }
    }
}

// MARK: - Mouse reports of the oldest kind

extension KeyDecoder {
    /// A button or a place, told by one byte of any value from 32 on. Once its beginning has come nobody can have typed
    /// what follows, so it is dropped however long it takes, and whatever it looks like.
    mutating func takeReport(_ byte: UInt8, _ missing: Int) {
        // A place beyond what a byte can say is told by zero, or by a letter of two bytes.
        guard byte >= 0x20 || byte == 0 else {
            begin(.ground)
            return take(byte)
        }
        let isOfLetter = byte & 0xC0 == 0x80 && (0xC2...0xDF).contains(buffer.last ?? 0)
        let left = isOfLetter ? missing : missing - 1
        buffer.append(byte)
        if left > 0 { state = .report(missing: left) } else { begin(.ground) }
    }
}

// MARK: - Answers

extension KeyDecoder {
    /// Bytes of an answer that are kept; none that is understood has more.
    private static let answerLimit = 256

    mutating func takeString(_ byte: UInt8, _ kind: UInt8, _ sawEscape: Bool) {
        if sawEscape {
            // Only a backslash belongs to the string's end; anything else begins something new.
            if byte == 0x5C { return finishString(kind) }
            endAndRelease()
            return takeAfterEscape(byte, false)
        }
        switch byte {
        case 0x07: finishString(kind)
        case 0x1B: state = .string(kind: kind, sawEscape: true)
        case 0x18 where certain == nil, 0x1A where certain == nil: begin(.ground)
        case 0x00..<0x20, 0x7F:
            // No answer breaks a line.
            let isCutOff = KeySequences.isOfColour(buffer) || certain ?? 0 > 0
            if isCutOff { endAndRelease(and: byte) } else { endAsKeys(and: byte) }
        default: takeOfString(byte, kind)
        }
    }

    private mutating func takeOfString(_ byte: UInt8, _ kind: UInt8) {
        guard KeySequences.mayBeAnswer(kind, buffer + [byte]) else { return endAsKeys(and: byte) }
        if certain != nil, KeySequences.isOfColour(buffer), !KeySequences.isColourSoFar(buffer + [byte]) {
            return endAndRelease(and: byte)
        }
        if buffer.count < KeyDecoder.answerLimit { buffer.append(byte) }
    }

    private mutating func finishString(_ kind: UInt8) {
        if kind == UInt8(ascii: "]"), let colour = KeySequences.background(buffer) { background = colour }
        // What was held behind a pause belonged to the answer.
        begin(.ground)
    }
}
