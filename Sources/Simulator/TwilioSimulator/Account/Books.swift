/// Every request to send that arrived, and what became of it: the other side of a test's balance.
package struct Books: Sendable {
    /// One `POST Messages.json`, whether it was accepted or not.
    package struct Post: Equatable, Sendable {
        package let to: String
        /// The sender asked for: a number, or the messaging service.
        package let from: String
        package let body: String
        /// The message that came of it; `nil` when it was refused or never processed.
        package let sid: String?
    }

    package internal(set) var posts: [Post] = []
    package internal(set) var requests = 0
    /// The most requests that were under way at the same time.
    package internal(set) var peakConcurrency = 0
    /// How often the account's credentials came to the content network, where they do not belong.
    package internal(set) var strayCredentials = 0

    /// The sends that were accepted, in order.
    package var accepted: [Post] { posts.filter { $0.sid != nil } }

    var json: JSON {
        [
            "posts": .int(posts.count), "requests": .int(requests), "peak_concurrency": .int(peakConcurrency),
            "stray_credentials": .int(strayCredentials), "accepted": .array(accepted.map(Self.json)),
            "refused": .array(posts.filter { $0.sid == nil }.map(Self.json)),
        ]
    }

    private static func json(_ post: Post) -> JSON {
        ["sid": .optional(post.sid), "to": .string(post.to), "from": .string(post.from), "body": .string(post.body)]
    }
}
