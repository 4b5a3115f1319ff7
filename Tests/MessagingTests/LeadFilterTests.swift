import Messaging
import Testing

@Suite("The language of the list's filter")
struct LeadFilterTests {
    @Test("A word that begins as a number with its country code does is the beginning of one")
    func international() {
        #expect(LeadFilter(parsing: "+55").terms == [.init(.addressPrefix("+55"))])
        #expect(LeadFilter(parsing: "-\"+1 (555) 01\"").terms == [.init(.addressPrefix("+155501"), isNegated: true)])
        #expect(LeadFilter(parsing: "+").terms == [.init(.text("+"))])
        #expect(LeadFilter(parsing: "+5%").terms == [.init(.text("+5%"))])
        #expect(LeadFilter(parsing: LeadFilter(parsing: "+55").text) == LeadFilter(parsing: "+55"))
    }

    @Test("Words, keys, quotes and minus signs are read")
    func reading() {
        let reading = FilterReading(#"is:unread -is:failed from:+55 to:"+1 555" name:"Ana Maria" casa -"to let""#)

        #expect(reading.problems.isEmpty)
        #expect(
            reading.filter.terms == [
                .init(.unread), .init(.failed, isNegated: true), .init(.addressPrefix("+55")),
                .init(.ourNumberPrefix("+1555")), .init(.name("Ana Maria")), .init(.text("casa")),
                .init(.text("to let"), isNegated: true),
            ])
    }

    @Test("Every state has its word")
    func states() {
        for word in FilterWord.states {
            #expect(FilterReading("is:\(word)").filter.terms.count == 1, "\(word)")
            #expect(FilterReading("IS:\(word.uppercased())").filter.terms.count == 1, "\(word)")
        }
    }

    @Test(
        "A slip of the fingers is told of with its place and the word that was meant",
        arguments: [
            ("is:unraed", 0..<9, "is:unread"), ("casa is:fail", 5..<12, "is:failed"), ("form:+55", 0..<8, "from:"),
            ("x is:blue", 2..<9, "unread, waiting"), ("is:", 0..<3, "unread, waiting"), ("from:", 0..<5, "from:+55"),
        ])
    func problems(text: String, range: Range<Int>, hint: String) {
        let problems = FilterReading(text).problems

        #expect(problems.count == 1)
        #expect(problems.first?.range == range)
        #expect(problems.first?.sentence.contains(hint) == true)
    }

    @Test("What is understood works beside what is not")
    func partly() {
        #expect(LeadFilter(parsing: "is:nonsense casa").terms == [.init(.text("casa"))])
    }

    @Test(
        "A colon inside ordinary text is text", arguments: ["10:30", "https://example.com/a", "re:offer", "a:b:c"])
    func colons(text: String) {
        #expect(FilterReading(text).problems.isEmpty)
        #expect(LeadFilter(parsing: text).terms == [.init(.text(text))])
    }

    @Test("A quotation that is still being typed reaches to the end")
    func openQuote() {
        #expect(LeadFilter(parsing: #"name:"ana ma"#).terms == [.init(.name("ana ma"))])
        #expect(LeadFilter(parsing: #"""#).isEmpty)
        #expect(LeadFilter(parsing: "").isEmpty)
        #expect(LeadFilter(parsing: "-").terms == [.init(.text("-"))])
    }

    @Test(
        "A filter written in its own language reads the same again",
        arguments: [
            #"is:open -is:optout from:+44 to:+1555 name:"a b" x -"-y" "is:unread" -z:q "a  b""#, "-", "\"-\u{301}\"",
        ])
    func roundTrip(text: String) {
        let filter = LeadFilter(parsing: text)

        #expect(!filter.isEmpty)
        #expect(LeadFilter(parsing: filter.text) == filter)
    }

    @Test("An endless filter is cut, and says so")
    func endless() {
        let reading = FilterReading(String(repeating: "a ", count: 5_000))

        #expect(reading.filter.terms.count == 32)
        #expect(reading.problems.count == 1)
    }
}
