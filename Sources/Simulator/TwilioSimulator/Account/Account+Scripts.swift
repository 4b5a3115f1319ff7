internal import Messaging

/// Leads who write by themselves: one of them every now and then, until `count` texts have come.
package struct LeadScript: Sendable {
    package var every: Duration
    package var count: Int
    /// Whether leads answer what we write to them, which counts as well.
    package var answers: Bool
    /// What they write, in turn; their own language's lines when empty.
    package var texts: [String] = []
    /// Who writes; anybody who was seeded when empty.
    package var leads: [String] = []

    package init(every: Duration, count: Int, answers: Bool = true) {
        (self.every, self.count, self.answers) = (every, count, answers)
    }

    /// What `leadline demo` shows: somebody writes every twelve seconds or so, for some ten minutes.
    package static let demo = LeadScript(every: .seconds(12), count: 50)
}

extension Account {
    /// Begins a script; scripts run side by side.
    func start(_ script: LeadScript) {
        scripts.append(script)
        schedule(.script(scripts.count - 1), after: script.every)
    }

    /// One lead of the script writes; the next will after about the script's interval.
    func runScript(_ index: Int) {
        guard scripts[index].count > 0 else { return }
        let script = scripts[index]
        scripts[index].count -= 1
        let place = script.leads.isEmpty ? nil : random.pick(script.leads)
        let number = place ?? recentPerson() ?? "+12025550123"
        let text =
            script.texts.isEmpty
            ? line(of: number) : script.texts[(script.texts.count - 1 + script.count) % script.texts.count]
        // A number of ours that was taken away meanwhile is no reason to end the script.
        _ = try? receive(from: number, to: numberFor(number), body: text)
        let share = 60 + random.below(81)
        schedule(.script(index), after: .milliseconds(script.every.inMilliseconds * Int64(share) / 100))
    }

    /// Plans an answer to a message of ours that arrived, while a script with answers has texts left.
    func planAnswer(to number: MessageNumber) {
        guard store[number].direction != .inbound, personOf[store.addresses[store[number].to]] != nil,
            scripts.contains(where: { $0.answers && $0.count > 0 })
        else { return }
        schedule(.reply(number), after: options.pace.answer)
    }

    /// The recipient of `number` writes back, if a script still has texts for that.
    func answer(_ number: MessageNumber) {
        let record = store[number]
        let theirs = store.addresses[record.to]
        guard let index = scripts.firstIndex(where: { $0.answers && $0.count > 0 }),
            !blocked.contains(pair(of: record))
        else { return }
        scripts[index].count -= 1
        // The sender is ours, so this cannot be refused but by a number that was taken away.
        _ = try? receive(from: theirs, to: store.addresses[record.from], body: line(of: theirs))
    }

    /// Somebody of the people, rather one with whom the conversation is young.
    private func recentPerson() -> String? {
        guard !people.isEmpty else { return nil }
        return people[random.below(min(people.count, 60))].number
    }

    /// Our number that this lead wrote to or heard from last.
    private func numberFor(_ lead: String) -> String {
        let last = store.list(to: nil, from: lead).numbers.last
        return last.map { store.addresses[store[$0].to] } ?? numbers[0].phoneNumber
    }

    /// Something that this lead might say next, in the lead's language.
    private func line(of number: String) -> String {
        guard let index = personOf[number] else { return random.pick(["Hello?", "Thanks!", "Is this still on?"]) }
        people[index].step += 1
        return Phrase(random.pick(Languages.all[people[index].language].inbound))
            .text(name: people[index].name, first: people[index].name, random: &random)
    }
}
