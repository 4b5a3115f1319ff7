import Inbox
import LocalStore
import Messaging
import PhoneNumbers
import Synchronization

extension EffectRunner {
    /// Begins what concerns the engine, attachments and other programs, and returns at once.
    func perform(_ effect: Effect.Outside) {
        switch effect {
        case .nudge(let wish): nudge(wish)
        case .openLink(let link):
            write { [self] in
                // Said first: the browser may fail at once, and tells so itself.
                post(.notice(Notice("Opening the link.")))
                try Self.opener(desk, .copyLink, post).open(link: link)
                return nil
            }
        case .listMedia(let message): fetchList(of: message)
        case .openMedia(let id): handle(.open, id)
        case .saveMedia(let id): handle(.save, id)
        case .fetchAndSaveMedia(let message): saveFirst(of: message)
        case .wantListPrice(let lead): wantListPrice(for: lead)
        }
    }

    /// To be called when the store changed: looks at what somebody waits for.
    func lookAround() {
        shelf.clear()
        read(.outbox) { [self] in
            defer { watchAskers() }
            try outboxWatch.look(store, now: WallClock.now()).forEach(post)
            nudge(.stored)
            for wish in media.awaited { try lookAfter(wish) }
            return nil
        }
    }

    /// While another inbox asks about a text, looks now and then whether its process lives; the one look that finds it gone
    /// takes the question over.
    private func watchAskers() {
        guard outboxWatch.hasHeirless() != nil,
            !isWatchingAskers.withLock({ isWatching in
                defer { isWatching = true }
                return isWatching
            })
        else { return }
        read(after: Self.askersPause) { [self] in
            isWatchingAskers.withLock { $0 = false }
            if outboxWatch.hasHeirless() == true { lookAround() } else { watchAskers() }
        }
    }

    /// Between two such looks, in milliseconds.
    private static let askersPause = 2000

    /// Has the engine ask what a text to the lead's country costs.
    private func wantListPrice(for lead: LeadID) {
        // The library that knows whose number it is takes a moment to load.
        errand { [self] in
            guard let number = try store.lead(lead)?.address.phoneNumber,
                let region = desk.phoneBook().region(of: number)
            else { return nil }
            try store.wantListPrice(of: region, for: lead, now: WallClock.now())
            nudge(.stored)
            return nil
        }
    }

    /// The lead with a number, made where there is none.
    static func lead(
        _ parsed: ParsedNumber, _ desk: Desk, _ book: PhoneBook, _ store: InboxStore
    ) throws -> LeadRow? {
        let display = book.display(parsed.number, seenFrom: book.homeRegion)
        let id = try store.ensureLead(.number(parsed.number), display: display, now: WallClock.now())
        return try store.lead(id)
    }
}
