/// Which choices of a list are shown, where each takes as many lines as its words need: about as many above the chosen
/// one as below it.
struct Choices {
    let range: Range<Int>
    /// The lines that they take together.
    let height: Int

    init(_ count: Int, around chosen: Int, room: Int, lines: (Int) -> Int) {
        guard count > 0, room > 0 else {
            (range, height) = (0..<0, 0)
            return
        }
        let middle = min(max(0, chosen), count - 1)
        var (first, end) = (middle, middle)
        var (above, used) = (0, 0)
        while first > 0, above + lines(first - 1) <= room / 2 {
            first -= 1
            above += lines(first)
        }
        used = above
        while end < count, end == middle || used + lines(end) <= room {
            used += lines(end)
            end += 1
        }
        while first > 0, used + lines(first - 1) <= room {
            first -= 1
            used += lines(first)
        }
        (range, height) = (first..<end, used)
    }
}
