import Testing

@Suite("A page for every room")
struct ReadmeTests {
    private let house = House.shared

    @Test("Every target has its paragraph on the page of its room")
    func paragraphs() {
        #expect(house.targets.count >= 10)
        for (room, target) in house.targets {
            let page = house.text("Sources/\(room)/README.md")
            let parts = page.split(separator: "\n## ", omittingEmptySubsequences: false).dropFirst()
            let own = parts.first { $0.split(separator: "\n").first?.trimmingPrefix(/\s+/) == target[...] }
            let words = own?.split(whereSeparator: \.isWhitespace).dropFirst().count ?? 0
            #expect(words >= 12, "Sources/\(room)/README.md says nothing about \(target)")
        }
    }

    @Test("No target carries a page of its own, which the package manager would complain of")
    func noneInside() {
        for path in house.paths where path.hasPrefix("Sources/") && path.hasSuffix(".md") {
            #expect(path.split(separator: "/").count == 3, "\(path)")
        }
    }
}
