import Inbox
import LocalStore
import Messaging

/// Attachments: what is here is opened or saved at once; what is not is wished for in the store, where the engine finds
/// it, be it ours or another process's.
extension EffectRunner {
    /// Opens or saves an attachment, or has it fetched first and then does so.
    func handle(_ deed: MediaCabinet.Deed, _ id: MediaID) {
        errand { [self] in
            guard let row = try store.media(id) else { return nil }
            if let url = row.url {
                post(.notice(Notice("Opening the attachment's address.")))
                try Self.opener(desk, .copyLink, post).open(link: url)
            } else if try !isDone(deed, row) {
                try fetch(.content(id), then: deed)
            }
            return nil
        }
    }

    /// Has the list of a message's attachments fetched.
    func fetchList(of message: MessageID) {
        errand { [self] in
            try want(.list(message), then: .see)
            return nil
        }
    }

    /// Saves the first attachment of a message, whose list may have to be fetched before.
    func saveFirst(of message: MessageID) {
        errand { [self] in
            if let first = try store.message(message)?.media.first {
                handle(.save, first.id)
                return nil
            }
            try fetch(.list(message), then: .save)
            return nil
        }
    }

    /// Looks whether something that was wished for has come, or will never come.
    func lookAfter(_ wish: MediaCabinet.Wish) throws {
        let state = try store.mediaWish(wish.target)
        if let failure = state?.failure {
            media.forget(wish)
            let what = wish.deed == .see ? "The message's attachments" : "The attachment"
            let notice = Notice("\(what) cannot be fetched: \(visible(failure)).", .failure)
            if case .list(let message) = wish.target {
                post(.mediaListFailed(message, notice))
            } else {
                post(.notice(notice))
            }
        } else if state == nil {
            media.forget(wish)
            try finish(wish)
        }
    }

    /// Does what the attachment was wished for, now that it is here.
    private func finish(_ wish: MediaCabinet.Wish) throws {
        switch wish.target {
        case .list(let message):
            guard wish.deed != .see else { return }
            guard let first = try store.message(message)?.media.first else {
                return post(.notice(Notice("The message has no attachment any longer.", .warning)))
            }
            handle(wish.deed, first.id)
        case .content(let id):
            // A large one takes a while to copy, and the screen reads meanwhile.
            errand { [self] in
                guard let row = try store.media(id), try isDone(wish.deed, row) else {
                    return .notice(Notice("The attachment came and left the cache again.", .failure))
                }
                return nil
            }
        }
    }

    /// Does it when the attachment is here, and says so. False when it has to be fetched first.
    private func isDone(_ deed: MediaCabinet.Deed, _ row: MediaRow) throws -> Bool {
        try media.perform(deed, row) { [self] in post(.notice(Notice($0, .success))) }
    }

    /// Says what is going on before it begins: once it is wished for, the answer may be there at any moment, and is
    /// to have the last word.
    private func fetch(_ target: MediaWish.Target, then deed: MediaCabinet.Deed) throws {
        post(.notice(Notice("Fetching the attachment.")))
        try want(target, then: deed)
    }

    /// In this order, so that neither an earlier failure nor a quick answer is mistaken.
    private func want(_ target: MediaWish.Target, then deed: MediaCabinet.Deed) throws {
        try store.want(target, now: WallClock.now())
        media.expect(MediaCabinet.Wish(target: target, deed: deed))
        lookAround()
    }
}
