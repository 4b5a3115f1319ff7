package import LocalStore
package import Messaging

/// One of the account's message lists: what came to one of our numbers, or what left from it.
package struct MessageList: Hashable, Sendable {
    package var number: PhoneNumber
    package var side: ListCursor.Side
}

extension ListCursor {
    /// Which list this is the cursor of.
    package var list: MessageList { MessageList(number: number, side: side) }
}
