import Inbox
import LocalStore
import Messaging
import PhoneNumbers

extension EffectRunner {
    /// What concerns the engine and other programs. True when the effect was one of these.
    func performOutside(_ effect: Effect) -> Bool {
        switch effect {
        case .nudge(let wish): nudge(wish)
        case .openLink(let link):
            let opener = Self.opener(desk, .copyLink, post)
            write {
                try opener.open(link: link)
                return .notice(Notice("Opening the link."))
            }
        case .openMedia(let id): handle(.open, id)
        case .saveMedia(let id): handle(.save, id)
        case .fetchAndSaveMedia(let message): saveFirst(of: message)
        default: return false
        }
        return true
    }

    /// To be called when the store changed: looks at what somebody waits for.
    func lookAround() {
        read(.outbox) { [self] in
            try outboxWatch.look(store).forEach(post)
            // Another process may have put something there, and ours is the engine that sends it.
            if try store.openOutbox().contains(where: { !$0.waitsForPerson }) { nudge(.outbox) }
            for (id, wish) in media.awaited { try fulfilIfHere(wish, id) }
            for message in media.awaitedLists { try saveIfListed(message) }
            return nil
        }
    }

    private func handle(_ wish: MediaDesk.Wish, _ id: MediaID) {
        write { [self] in
            guard let row = try store.media(id) else { return nil }
            if let url = row.url {
                try Self.opener(desk, .copyLink, post).open(link: url)
                return .notice(Notice("Opening the attachment's address."))
            }
            if let done = try media.fulfil(wish, row) { return .notice(Notice(done, .success)) }
            nudge(.mediaContent(id))
            return .notice(Notice("Fetching the attachment."))
        }
    }

    private func saveFirst(of message: MessageID) {
        write { [self] in
            media.awaitList(of: message)
            if try saveIfListed(message) { return nil }
            nudge(.mediaList(message))
            return .notice(Notice("Fetching the attachment."))
        }
    }

    /// Saves the first attachment of a message somebody waits for, once the list of them is here.
    @discardableResult
    private func saveIfListed(_ message: MessageID) throws -> Bool {
        guard let first = try store.message(message)?.media.first else { return false }
        if media.forgetList(of: message) { handle(.save, first.id) }
        return true
    }

    private func fulfilIfHere(_ wish: MediaDesk.Wish, _ id: MediaID) throws {
        guard let row = try store.media(id), row.contentHash != nil else { return }
        media.forget(id)
        if let done = try media.fulfil(wish, row) { post(.notice(Notice(done, .success))) }
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
