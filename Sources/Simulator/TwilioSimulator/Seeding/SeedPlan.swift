/// How many invented leads, and how much was written to and fro.
package struct SeedPlan: Sendable {
    package var leads: Int
    package var messages: Int
    package var seed: UInt64
    /// How far back the first message lies.
    package var days = 180
    /// Texts by senders nobody can answer, short codes and names, among the messages.
    package var notices = true
    /// Which of our numbers the leads write to, in turn; the first when empty.
    package var numbers: [String] = []

    package init(leads: Int, messages: Int, seed: UInt64 = 1) {
        (self.leads, self.messages, self.seed) = (leads, messages, seed)
    }
}

/// One message that is going to be invented: when, whose, and the how-manieth of that conversation.
struct PlannedMessage: Sendable {
    var moment: UInt32
    var lead: UInt32
    var step: UInt16
    /// Whether the conversation ends with it.
    var isLast: Bool
}

/// Spreads the messages of a plan over leads and time.
struct SeedTimetable: Sendable {
    let plan: SeedPlan
    let now: UInt32

    /// All messages of `plan`, oldest first. Every lead has at least one, some have many more than others.
    func messages() -> [PlannedMessage] {
        var planned: [PlannedMessage] = []
        planned.reserveCapacity(plan.messages)
        let leads = max(1, plan.leads)
        var left = plan.messages
        for lead in 0..<leads where left > 0 {
            var random = SplitMix(seed: plan.seed &* 31 &+ UInt64(lead) &* 0x2545_F491)
            let share = max(1, left / (leads - lead))
            // Between a quarter and seven quarters of the average, and the rest of all for the last lead.
            let count = lead == leads - 1 ? left : min(left - min(left, leads - lead - 1), vary(share, &random))
            add(count, of: lead, &random, to: &planned)
            left -= count
        }
        planned.sort { ($0.moment, $0.lead, $0.step) < ($1.moment, $1.lead, $1.step) }
        return planned
    }

    private func vary(_ share: Int, _ random: inout SplitMix) -> Int {
        share < 4 ? max(1, share) : share / 4 + random.below(share * 3 / 2 + 1)
    }

    /// A conversation begins somewhere in the past and goes on in hours; what would lie in the future moves closer.
    private func add(_ count: Int, of lead: Int, _ random: inout SplitMix, to planned: inout [PlannedMessage]) {
        let span = Int(UInt32(plan.days) * 86_400)
        let start = random.below(100) < 25 ? random.below(min(span, 3 * 86_400)) : random.below(span)
        // The conversations that show something special lie where one looks first.
        let isShowcase = lead < Showcase.count && plan.leads >= Showcase.leastLeads
        let end = Int(now) - (isShowcase ? 150 + 600 * lead : 90 + random.below(7200))
        let begin = min(end - 1, Int(now) - (isShowcase ? 20_000 : start) - 7300)
        var moment = begin
        let gap = max(1, min(4 * 86_400, (end - begin) * 2 / max(1, count)))
        for step in 0..<count {
            let isLast = step == count - 1
            planned.append(
                PlannedMessage(
                    moment: UInt32(clamping: isLast && isShowcase ? end : moment), lead: UInt32(lead),
                    step: UInt16(truncatingIfNeeded: step), isLast: isLast))
            moment = min(end, moment + 20 + random.below(gap))
        }
    }
}
