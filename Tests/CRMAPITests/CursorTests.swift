import Messaging
import TestSupport
import Testing

@testable import CRMAPI

@Suite("Where a list goes on")
struct CursorTests {
    @Test("a cursor is read again from its text, for its own list alone")
    func roundTrip() {
        var dice = Dice(seed: 3)
        for list in Cursor.List.allCases {
            for place in [0, 1, -1, Int64.min, .max, 1_795_000_000_000] {
                let cursor = Cursor(list, place: place, id: UniqueID(&dice))

                #expect(Cursor(cursor.text, of: list) == cursor)
                for other in Cursor.List.allCases where other != list { #expect(Cursor(cursor.text, of: other) == nil) }
                #expect(cursor.text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "&") })
            }
        }
    }

    @Test("a cursor that was cut, mistyped or made up leads nowhere")
    func damaged() {
        var dice = Dice(seed: 4)
        let text = Cursor(.users, place: 7, id: UniqueID(&dice)).text
        for length in 0..<text.count { #expect(Cursor(String(text.prefix(length)), of: .users) == nil) }
        for place in text.indices {
            var changed = text
            changed.replaceSubrange(place...place, with: text[place] == "A" ? "B" : "A")
            #expect(Cursor(changed, of: .users) == nil, "\(changed)")
        }
        for made in ["", "0", "=", text + "=", text + "AAAA", " " + text, String(repeating: "A", count: 100_000), "é"] {
            #expect(Cursor(made, of: .users) == nil)
        }
    }

    @Test("a query without cursor and limit asks for the first page")
    func firstPage() throws {
        #expect(try PageQuery(QueryText(""), of: .users) == PageQuery(limit: 50, cursor: nil))
        #expect(try PageQuery(QueryText("a=b&limit=200&&="), of: .users).limit == 200)
    }

    @Test("a bad limit and a bad cursor are told with their place", arguments: ["0", "201", "-1", "x", "", "1e2"])
    func badQueries(limit: String) {
        let error = #expect(throws: APIErrorBody.self) { try PageQuery(QueryText("limit=\(limit)"), of: .users) }
        #expect(error?.code == .invalidRequest && error?.errors.map(\.pointer) == ["/query/limit"])
        let other = #expect(throws: APIErrorBody.self) { try PageQuery(QueryText("cursor=\(limit)"), of: .users) }
        #expect(other?.code == .invalidCursor && other?.errors.map(\.pointer) == ["/query/cursor"])
    }

    @Test("a query is read with its escapes undone, whatever it holds")
    func queries() {
        #expect(QueryText("q=a+b%20%c3%a9&q=second")["q"] == "a b é")
        #expect(QueryText("q=%ff%")["q"] == "\u{FFFD}%")
        #expect(QueryText("q=%+1%-1")["q"] == "% 1%-1")
        #expect(QueryText("q")["q"] == "")
        #expect(QueryText("")["q"] == nil)
    }

    @Test("a version in quotes is wanted as it is, and anything else is told")
    func versions() throws {
        #expect(try VersionTag.wanted(nil) == nil)
        #expect(try VersionTag.wanted(" * ") == nil)
        #expect(try VersionTag.wanted("\"7\"") == [VersionTag(7)])
        #expect(try VersionTag.wanted("\"7\", \"9\"") == [VersionTag(7), VersionTag(9)])
        for header in ["7", "\"\"", "\"a\"", "W/\"7\"", "\"-1\"", "\"7", "\""] {
            let error = #expect(throws: APIErrorBody.self) { try VersionTag.wanted(header) }
            #expect(error?.errors.map(\.pointer) == ["/header/If-Match"])
        }
    }
}
