/// One invented message, ready to be entered.
struct SeededLine: Sendable {
    var isInbound: Bool
    var text: [UInt8]
    var status: StatusWord
    var errorCode: UInt32 = 0
    var segments: UInt8 = 1
    var mediaType: String?
    var isStop = false

    init(isInbound: Bool, text: [UInt8], status: StatusWord) {
        (self.isInbound, self.text, self.status) = (isInbound, text, status)
        // Nearly every text is short and plain, and needs no counting.
        let isPlain = text.count <= 160 && text.allSatisfy { (0x20...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        if !isPlain { segments = UInt8(clamping: SegmentCount.segments(String(decoding: text, as: UTF8.self))) }
    }
}

/// Writes the conversations of invented leads, message by message.
///
/// A lead opens, we answer; then every question gets the answer that belongs to it, with the same hour and price in
/// both. What a lead says follows from the seed, the lead and the turn alone.
struct ConversationWriter: Sendable {
    /// How far a conversation has come.
    private struct Turn: Sendable {
        var count: UInt16 = 0
        /// The line of ours that is due, -1 for none.
        var owed: Int16 = -1
    }

    let plan: SeedPlan
    private var turns: [Turn]
    private let openers: [[Phrase]]
    private let inbound: [[Phrase]]
    private let outbound: [[Phrase]]
    private let closings: [Phrase]

    init(_ plan: SeedPlan) {
        self.plan = plan
        turns = Array(repeating: Turn(), count: plan.leads)
        openers = Languages.all.map { $0.openers.map(Phrase.init) }
        inbound = Languages.all.map { $0.inbound.map(Phrase.init) }
        outbound = Languages.all.map { $0.outbound.map(Phrase.init) }
        closings = Languages.all.map { Phrase($0.closing) }
    }

    /// The next message of the conversation with `person`; messages are asked for in their order.
    mutating func line(_ message: PlannedMessage, of person: Person) -> SeededLine {
        let lead = Int(message.lead)
        if message.isLast, message.step > 0, plan.leads >= Showcase.leastLeads, let line = Showcase.line(of: lead) {
            return line
        }
        var random = SplitMix(seed: plan.seed &+ UInt64(lead) << 20 &+ UInt64(message.step))
        _ = random.next()
        if message.step > 2, random.below(700) == 0 { return stop(person) }
        let (phrase, isInbound) = next(message, of: person, &random)
        var line = SeededLine(
            isInbound: isInbound, text: text(phrase, person, turn: turns[lead].count, lead: lead),
            status: isInbound ? .received : .delivered)
        if !isInbound {
            decideFate(&line, &random)
        } else if person.number.hasPrefix("+1"), phrase.hasPicture || random.chance(2) {
            attach(&line, &random)
        }
        return line
    }

    /// What is said next, and whether the lead says it.
    private mutating func next(
        _ message: PlannedMessage, of person: Person, _ random: inout SplitMix
    ) -> (Phrase, isInbound: Bool) {
        let lead = Int(message.lead), language = person.language
        if message.step == 0 {
            turns[lead].owed = 0
            return (random.pick(openers[language]), true)
        }
        let owed = Int(turns[lead].owed)
        if owed >= 0 {
            turns[lead].owed = -1
            return (outbound[language][owed], false)
        }
        // Half of those whose question would be the last word get a friendly end instead of having to wait.
        if message.isLast, random.chance(50) { return (closings[language], false) }
        turns[lead].count += 1
        // Eleven has no divisor in common with the length of any list, so that every line has its turn.
        let place = (lead &* 7 + Int(turns[lead].count) * 11) % inbound[language].count
        turns[lead].owed = Int16(Languages.all[language].replies[place] ?? -1)
        return (inbound[language][place], true)
    }

    /// Question and answer are of one turn, and so fill their gaps from the same dice.
    private func text(_ phrase: Phrase, _ person: Person, turn: UInt16, lead: Int) -> [UInt8] {
        var random = SplitMix(seed: plan.seed &+ UInt64(lead) << 24 &+ UInt64(turn))
        var text: [UInt8] = []
        text.reserveCapacity(96)
        phrase.write(name: person.name, first: firstName(person), random: &random, into: &text)
        return text
    }

    /// The lead wants no more texts.
    private func stop(_ person: Person) -> SeededLine {
        let word = Languages.all[person.language].stop
        var line = SeededLine(isInbound: true, text: Array(word.utf8), status: .received)
        line.isStop = true
        return line
    }

    private func attach(_ line: inout SeededLine, _ random: inout SplitMix) {
        line.mediaType = random.pick(["image/png", "image/png", "image/png", "image/gif", "text/x-vcard"])
        line.segments = 1
    }

    /// A few in a hundred of our messages stay without a receipt or do not arrive, for the reasons of real life.
    private func decideFate(_ line: inout SeededLine, _ random: inout SplitMix) {
        switch random.below(100) {
        case 0..<4: line.status = .sent
        case 4..<6: (line.status, line.errorCode) = (.undelivered, random.pick([30003, 30005, 30006, 30007, 30008]))
        case 6: (line.status, line.errorCode) = (.failed, random.pick([30034, 30036, 21614, 21211, 21612]))
        default: break
        }
    }

    /// How we address the lead: by the given name where that is the custom.
    private func firstName(_ person: Person) -> String {
        let language = Languages.all[person.language]
        guard !language.familyFirst else { return person.name }
        return person.name.split(separator: " ").first.map(String.init) ?? person.name
    }
}
