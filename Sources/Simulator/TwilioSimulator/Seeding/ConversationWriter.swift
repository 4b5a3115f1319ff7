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

/// Writes the conversations of invented leads, message by message, each from its own dice.
struct ConversationWriter: Sendable {
    let plan: SeedPlan
    private let seed: UInt64
    private let openers: [[Phrase]]
    private let inbound: [[Phrase]]
    private let outbound: [[Phrase]]

    init(_ plan: SeedPlan) {
        (self.plan, seed) = (plan, plan.seed)
        openers = Languages.all.map { $0.openers.map(Phrase.init) }
        inbound = Languages.all.map { $0.inbound.map(Phrase.init) }
        outbound = Languages.all.map { $0.outbound.map(Phrase.init) }
    }

    /// The message of this place in the conversation with `person`.
    func line(_ message: PlannedMessage, of person: Person) -> SeededLine {
        var random = SplitMix(seed: seed &+ UInt64(message.lead) << 20 &+ UInt64(message.step))
        _ = random.next()
        if message.isLast, message.step > 0, plan.leads >= Showcase.leastLeads,
            let line = Showcase.line(of: Int(message.lead))
        {
            return line
        }
        if message.step > 2, random.below(700) == 0 { return stop(person) }
        // Most conversations end with a word of ours; the others wait for an answer.
        let isClosed = message.isLast && random.chance(70)
        let isInbound = message.step == 0 || (!isClosed && (message.step % 2 == 0) != random.chance(18))
        let choices = message.step == 0 ? openers : isInbound ? inbound : outbound
        var text: [UInt8] = []
        text.reserveCapacity(96)
        random.pick(choices[person.language])
            .write(name: person.name, first: firstName(person), random: &random, into: &text)
        var line = SeededLine(
            isInbound: isInbound, text: text, status: isInbound ? .received : .delivered)
        if isInbound {
            if person.number.hasPrefix("+1"), message.step > 0, random.chance(4) { attach(&line, &random) }
        } else {
            decideFate(&line, &random)
        }
        return line
    }

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

    private func firstName(_ person: Person) -> String {
        let language = Languages.all[person.language]
        guard !language.familyFirst else { return person.name }
        return person.name.split(separator: " ").first.map(String.init) ?? person.name
    }
}
