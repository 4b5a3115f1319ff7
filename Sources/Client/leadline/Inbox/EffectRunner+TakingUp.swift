import Inbox
import LocalStore
import Messaging
import PhoneNumbers

/// Texts that an earlier run could not write into the mirror: they come in as held, and the person is asked.
extension EffectRunner {
    /// How long the mirror is left alone where it cannot take them yet, in milliseconds.
    private static let pause = 2000

    /// Takes up what runs have left that are over.
    func takeUpRescued() {
        write { [self] in
            for path in rescueShelf.abandoned() { takeUp(path, isFirst: true) }
            return nil
        }
    }

    private func takeUp(_ path: String, isFirst: Bool) {
        do {
            guard let claim = try rescueShelf.claim(path) else { return }
            for text in claim.texts { try takeUp(text) }
            for draft in claim.drafts { try takeUp(draft) }
            claim.remove()
            lookAround()
        } catch let error as StoreError where error.mayPass {
            if isFirst {
                post(
                    .notice(
                        Notice("A text of an earlier sitting waits to be taken up. \(report(error).text)", .warning)))
            }
            write(after: Self.pause) { [self] in
                takeUp(path, isFirst: false)
                return nil
            }
        } catch {
            post(.notice(report(error)))
        }
    }

    private func takeUp(_ text: RescuedTexts.Text) throws {
        guard let name = IntentID(text.name) else { return }
        let lead = try lead(text.to)
        let now = WallClock.now()
        guard text.isDraft else {
            _ = try store.takeUp(
                text.intent(to: lead), as: name, writtenAt: Instant(milliseconds: text.writtenAt), now: now)
            return
        }
        let stored = try store.draft(of: lead)?.text ?? ""
        // It may have come in at an earlier try, or be in the outbox after all.
        guard try store.queued(name) == nil, stored != text.text, !stored.hasPrefix(text.text + "\n") else { return }
        _ = try store.returnDraft(text.draft, to: lead, now: now)
    }

    private func takeUp(_ draft: RescuedTexts.Unsaved) throws {
        try store.saveDraft(
            draft.draft, of: try lead(draft.to), over: Draft(text: draft.known), now: WallClock.now())
    }

    /// Whose it is by address; a mirror that was made anew gives other ids.
    private func lead(_ recipient: RescuedTexts.Recipient) throws -> LeadID {
        guard let address = recipient.address.map({ PeerAddress(carrier: $0) }) else {
            guard let row = try store.lead(LeadID(rawValue: recipient.lead)) else { throw StoreError.missing }
            return row.id
        }
        if let row = try store.lead(address) { return row.id }
        let book = desk.phoneBook()
        let display = address.phoneNumber.map { book.display($0, seenFrom: book.homeRegion) } ?? address.text
        return try store.ensureLead(address, display: display, now: WallClock.now())
    }
}
