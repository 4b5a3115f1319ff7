package import Drawing
package import Inbox
package import Messaging

/// A person at the inbox: keys go in, the screen comes out, and a pretended account answers.
///
/// Every effect is written down. Reading and writing effects are answered at once, unless `answers` is off; then they
/// wait until the test lets them through, as a slow disk would.
package struct ScreenSession {
    package var state: InboxState
    package var account: PretendAccount
    /// The wall's time, which a test may set.
    package var now: Instant
    private var elapsed = Duration.seconds(1_000)
    /// What the world grants. Anything else that the inbox asks of it fails the test: a key that opens a link where it
    /// should have moved the cursor is not passed over.
    package var grants: Set<Grant>
    /// Everything the inbox has asked for, in order.
    package private(set) var effects: [Effect] = []
    package var answers = true
    private var unanswered: [Effect] = []
    private let lastPicture = LastPicture()

    private final class LastPicture {
        private var rows = DrawnRows()

        func draw(_ state: InboxState) -> Canvas { Inbox.draw(state, remembering: &rows) }
    }

    /// What reaches beyond the screen and the account.
    package enum Grant: Hashable, Sendable, CaseIterable {
        case links, attachments, clipboard, editor, themes, prices, suspending, quitting

        /// For whoever presses anything.
        package static let all = Set(allCases)
    }

    /// The focus goes back after sending where `change` says nothing else, so that a test's next keys are those of a pane.
    package init(
        _ account: PretendAccount, grants: Set<Grant> = [], size: Size = Size(width: 80, height: 24),
        place: Place? = nil,
        now: Instant = HandClock.start, change: (inout InboxSettings) -> Void = { _ in }
    ) {
        var settings = InboxSettings(
            profile: "test", senders: Senders(numbers: [People.desk, People.secondDesk]), afterSend: .back,
            glyphs: .plain,
            themes: ["dark", "light", "high-contrast"],
            errorWords: { code, recipient in
                guard code == 30006 else { return nil }
                return ErrorWords(what: "Nothing gets through to \(recipient ?? "")", remedy: "Send a pigeon.")
            })
        change(&settings)
        (self.account, self.grants, self.now) = (account, grants, now)
        state = InboxState(
            settings: settings, size: size, place: place, at: ClockReading(wall: now, elapsed: elapsed))
        press([.focusIn])
        hear(.counts(account.counts))
        hear(.theme("dark"))
    }

    // MARK: What a person does

    /// Presses keys, written as people write them: letters stand for themselves, others in angle brackets, such as
    /// `jj<Enter>`. All of them arrive at once, and of a person who has seen what became of the keys before.
    package mutating func press(_ text: String) {
        if let lull = state.lull { pass(max(.milliseconds(600), lull.until - elapsed)) }
        take(.keys(ScreenSession.keys(text)))
    }

    /// Presses keys that have no letters.
    package mutating func press(_ keys: [Key]) { take(.keys(keys)) }

    /// Types a text letter by letter, each arriving alone.
    package mutating func type(_ text: String) {
        for character in text { take(.keys([character == "\n" ? .named(.altEnter) : .character(character)])) }
    }

    package mutating func paste(_ text: String) { take(.keys([.paste(text)])) }

    /// Lets time pass; wakes come at the moments the inbox asked for.
    package mutating func wait(_ span: Duration) {
        let end = elapsed + span
        for _ in 0..<1000 {
            guard let wake = state.nextWake, wake <= end else { break }
            pass(max(.zero, wake - elapsed))
            hear(.woke)
        }
        pass(end - elapsed)
    }

    /// Time passes, and nothing happens meanwhile.
    package mutating func pass(_ span: Duration) {
        elapsed += span
        now += span
    }

    // MARK: What happens outside

    package mutating func hear(_ news: News) { take(.news(news)) }

    /// The account changes behind the inbox, and the store tells.
    package mutating func happen(_ change: (inout PretendAccount) -> Void) {
        change(&account)
        hear(.stored)
    }

    /// Answers what was left waiting while `answers` was off.
    package mutating func letAnswersThrough() {
        answers = true
        let waiting = unanswered
        unanswered = []
        for effect in waiting { answer(effect) }
    }

    // MARK: What is seen

    /// The screen as the loop draws it, with the last picture at hand. That must never show.
    package var canvas: Canvas {
        let canvas = lastPicture.draw(state)
        precondition(canvas == draw(state), "A row was drawn from memory that is not so any more")
        return canvas
    }
    package var screen: String { canvas.lines.joined(separator: "\n") }

    /// The effects of one kind since the session began.
    package func effects(where isWanted: (Effect) -> Bool) -> [Effect] { effects.filter(isWanted) }

    package mutating func forgetEffects() { effects = [] }

    /// Reads keys as `press` takes them.
    package static func keys(_ text: String) -> [Key] {
        var keys: [Key] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">"),
                let key = Key(String(rest[rest.index(after: rest.startIndex)..<end]))
            {
                keys.append(key)
                rest = rest[rest.index(after: end)...]
            } else {
                keys.append(.character(first))
                rest = rest.dropFirst()
            }
        }
        return keys
    }

    private mutating func take(_ input: Input) {
        let wanted = reduce(&state, input, at: ClockReading(wall: now, elapsed: elapsed))
        effects += wanted
        for effect in wanted {
            if answers { answer(effect) } else { unanswered.append(effect) }
        }
    }

    // MARK: Answers

    private mutating func answer(_ effect: Effect) {
        switch effect {
        case .read(let read): answer(read)
        case .write(let write): self.write(write)
        // Written down for the test to look at; nothing of the world is here.
        case .outside(let outside): require(Grant(outside), for: effect)
        case .terminal(let own): require(Grant(own), for: effect)
        }
    }

    private func require(_ grant: Grant?, for effect: Effect) {
        guard let grant, !grants.contains(grant) else { return }
        preconditionFailure("The test has not granted \(grant), which \(effect) needs.")
    }

    private mutating func answer(_ read: Effect.Read) {
        switch read {
        case .loadLeads(let query, let token): hear(.leads(account.window(query), token: token))
        case .loadConversation(let query, let token): hear(.conversation(account.window(query), token: token))
        // Nobody hears of what is only kept at hand.
        case .readAhead: break
        case .loadCounts: hear(.counts(account.counts))
        case .search(let text, let token): hear(.found(account.hits(text), token: token))
        case .jump(let text, let token):
            let rows = account.leads.values.filter { $0.title.lowercased().contains(text.lowercased()) }
            hear(.jumped(rows.sorted { $0.id < $1.id }, token: token))
        case .findNext(let attention, let filter, let lead, let since, let isBackwards, let token):
            let next = account.next(
                attention, within: filter, after: lead, since: since, isBackwards: isBackwards)
            hear(.nextLead(next, message: attention == .failed ? account.newestFailed(of: next) : nil, token: token))
        }
    }

    private mutating func start(_ number: String, _ token: Int) {
        guard let parsed = PhoneNumber(e164: number.filter { !" ()-".contains($0) }) else {
            return hear(.numberRefused(reason: "That is no number.", token: token))
        }
        let id = LeadID(rawValue: 9_000)
        account.add(id.rawValue, nil, parsed)
        guard let row = account.leads[id] else { return }
        hear(.conversationStarted(row, remark: nil, name: nil, token: token))
        hear(.stored)
    }

    private mutating func write(_ write: Effect.Write) {
        switch write {
        case .startConversation(let number, let token): return start(number, token)
        case .returnDraft(let draft, let lead, let id):
            hear(.tookBack(id, lead: lead, account.returnDraft(draft, to: lead)))
        case .saveDraft(let draft, let lead, _, let token):
            account.drafts[lead] = draft.isEmpty ? nil : draft
            hear(.draftSaved(lead, token: token))
        case .queue(let intent, let span, let token):
            let id = account.queue(intent, heldUntil: now + span, now: now)
            hear(.queued(id, heldFor: span, token: token))
        // Whoever waits for the store is answered by it in the order of what was asked.
        case .withdraw: break
        case .resend(let id, let span, let token):
            guard let again = account.resend(id, heldUntil: now + span, now: now) else {
                preconditionFailure("There is no message \(id) that could be sent again.")
            }
            hear(.queued(again, heldFor: span, token: token))
        case .acceptCandidate(let name, let id): account.accept(name, as: id)
        case .sendAgain(let id, let span, let token):
            guard let again = account.resend(id, heldUntil: now + span, now: now) else {
                preconditionFailure("There is no message \(id) that could be sent again.")
            }
            account.set(.absent, of: id)
            hear(.queued(again, heldFor: span, token: token))
        case .takeBack(let id):
            let back = account.takeBack(id)
            hear(.tookBack(id, lead: back?.0, back?.1))
        case .discard(let id, let token):
            let back = account.takeBack(id)
            if let back { account.drafts[back.0] = nil }
            hear(.discarded(back != nil, token: token))
        case .holdForPerson(let id): account.holdForPerson(id)
        case .holdAgain(let id, let span, _, _):
            account.hold(id, until: now + span)
            hear(.heldAgain)
        case .release(let id): account.set(.pending, of: id)
        case .change(let change, let lead, let token):
            let inverse = account.apply(change, to: lead)
            if let token { hear(.changed(by: inverse, token: token)) }
        case .forgetEmptyLead(let lead):
            if account.messages[lead] == nil, account.drafts[lead] == nil { account.leads[lead] = nil }
        }
        hear(.stored)
    }
}

extension ScreenSession.Grant {
    /// What an effect needs; `nil` where it harms nobody.
    fileprivate init?(_ effect: Effect.Outside) {
        switch effect {
        case .nudge: return nil
        case .wantListPrice: self = .prices
        case .openLink: self = .links
        case .listMedia, .openMedia, .saveMedia, .fetchAndSaveMedia: self = .attachments
        }
    }

    fileprivate init?(_ effect: Effect.Terminal) {
        switch effect {
        case .bell, .redraw: return nil
        case .openEditor: self = .editor
        case .copy: self = .clipboard
        case .setTheme: self = .themes
        case .suspend: self = .suspending
        case .quit: self = .quitting
        }
    }
}
