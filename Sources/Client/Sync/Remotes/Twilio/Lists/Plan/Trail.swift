/// The pages that a walk came by, the newest first, so that a place that is lost can be gone on from an earlier one.
///
/// Each page names the next by the row it goes on behind. Where that row was deleted meanwhile the next page is empty,
/// or ends too early, and looks like the end of the list. So an end behind a page that had promised more is held to be
/// one only when the page before, asked again, names the very same place.
package struct Trail: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case goOn(PageRequest)
        /// The list has ended.
        case end
    }

    private var pages: [PageRequest]
    private var lost: PageRequest?

    package init(_ first: PageRequest) { pages = [first] }

    /// The page to read.
    package var request: PageRequest { pages[pages.count - 1] }

    /// Whether the page that is read now was read before, and is asked only for where it goes on.
    package var isGoingBack: Bool { lost != nil }

    /// Takes in a page of `count` rows, of at most `size`, and where it says that the list goes on.
    package mutating func absorb(count: Int, size: Int, next: String?) -> Step {
        guard let next else {
            guard pages.count > 1, count < size else { return .end }
            lost = pages.removeLast()
            return .goOn(request)
        }
        let place = PageRequest.next(next)
        if place == lost { return .end }
        lost = nil
        pages.append(place)
        return .goOn(place)
    }
}
