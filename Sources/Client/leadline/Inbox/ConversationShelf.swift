import Messaging
import Synchronization

/// Conversations that were read since the mirror last changed, so that going on to the next lead needs no read.
///
/// What is here is what a read would bring: everything goes as soon as a change of the mirror is known, and what was
/// read before the change does not come in after it.
final class ConversationShelf: Sendable {
    /// How many windows are kept: where one was, and where the next keys may lead.
    private static let room = 12

    private struct Contents {
        var edition = 0
        var isClosed = false
        /// The one that was kept last comes last.
        var windows: [(query: ConversationQuery, window: ConversationWindow)] = []
    }

    private let contents = Mutex(Contents())

    /// Changes with the mirror. To be taken before a window is read.
    var edition: Int { contents.withLock { $0.edition } }

    /// The window, if it is here and still holds.
    func window(_ query: ConversationQuery) -> ConversationWindow? {
        contents.withLock { contents in contents.windows.last { $0.query == query }?.window }
    }

    /// Keeps a window that was read after this edition was taken, in place of the one kept longest.
    func keep(_ window: ConversationWindow, for query: ConversationQuery, of edition: Int) {
        contents.withLock { contents in
            guard edition == contents.edition, !contents.isClosed else { return }
            contents.windows.removeAll { $0.query == query }
            contents.windows.append((query, window))
            if contents.windows.count > Self.room { contents.windows.removeFirst() }
        }
    }

    /// Lets everything go: the mirror has changed, or may have.
    func clear() {
        contents.withLock { contents in
            contents.edition += 1
            contents.windows = []
        }
    }

    /// Keeps nothing any more: where nobody tells of changes, nothing is known to hold.
    func close() {
        clear()
        contents.withLock { $0.isClosed = true }
    }
}
