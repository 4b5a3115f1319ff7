package import LocalStore
package import Messaging

/// How history is fetched behind what is on the screen: page by page from the newest, down to the end of the list or to
/// a day before which nobody wants it.
///
/// The place is kept in the list's cursor and travels with the page's rows, so a kill costs at most one page read
/// twice.
package struct BackfillPlan: Hashable, Sendable {
    /// Messages from before this are not fetched.
    package let limit: Instant?
    package let pageSize: Int

    package init(limit: Instant?, pageSize: Int = 1000) { (self.limit, self.pageSize) = (limit, pageSize) }

    /// The next page to read, or `nil` when this list's history is complete.
    package func next(_ cursor: ListCursor) -> PageRequest? {
        guard !isComplete(cursor) else { return nil }
        if let page = cursor.nextPage { return .next(page) }
        return cursor.newest(size: pageSize)
    }

    package func isComplete(_ cursor: ListCursor) -> Bool {
        if cursor.reachedEnd { return true }
        guard let limit, let oldest = cursor.oldestAt else { return false }
        return oldest < limit
    }

    /// The cursor after a page.
    package func advanced(_ cursor: ListCursor, by page: RemotePage) -> ListCursor {
        var cursor = cursor
        if let oldest = page.oldest { cursor.oldestAt = min(oldest, cursor.oldestAt ?? oldest) }
        // The same rule as that of a `Trail`, of which the cursor keeps the last two pages.
        let read = cursor.nextPage
        switch page.nextPage {
        case nil where read != nil && page.messages.count < pageSize:
            (cursor.lostPage, cursor.nextPage, cursor.earlierPage) = (read, cursor.earlierPage, nil)
        case nil:
            cursor = restarted(cursor)
            cursor.reachedEnd = true
        case let next? where next == cursor.lostPage:
            cursor = restarted(cursor)
            cursor.reachedEnd = true
        case let next?:
            (cursor.earlierPage, cursor.nextPage, cursor.lostPage) = (read, next, nil)
        }
        return cursor
    }

    /// The cursor to go on with when the remote does not take the stored one: from the newest page again.
    ///
    /// What is here stays, and so does `oldestAt`: down to there nothing is missing.
    package func restarted(_ cursor: ListCursor) -> ListCursor {
        var cursor = cursor
        (cursor.nextPage, cursor.earlierPage, cursor.lostPage) = (nil, nil, nil)
        return cursor
    }
}

extension ListCursor {
    /// The newest page of this list.
    package func newest(size: Int) -> PageRequest {
        switch side {
        case .to: .newest(to: number.e164, from: nil, size: size)
        case .from: .newest(to: nil, from: number.e164, size: size)
        }
    }
}
