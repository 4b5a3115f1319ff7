import Drawing
import Testing

@testable import Inbox

@Suite struct KeyMapTests {
    @Test("Every key of the action table can be pressed, and no two mean two things")
    func table() {
        for context in KeyContext.allCases {
            var seen: [[Key]: Action] = [:]
            for row in ActionTable.rows {
                for text in row.keys[context] ?? [] {
                    guard let sequence = KeySequence(text) else {
                        Issue.record("\(text) names no key")
                        continue
                    }
                    #expect(seen[sequence.keys] == nil, "\(text) in the \(context.rawValue)")
                    seen[sequence.keys] = row.action
                }
            }
            for keys in seen.keys {
                for other in seen.keys where other != keys {
                    #expect(!other.starts(with: keys), "\(keys) begins \(other) in the \(context.rawValue)")
                }
            }
        }
    }

    @Test("What cannot be taken back is on no lone key")
    func loneKeys() {
        for context in KeyContext.allCases {
            for text in ActionTable.row(.sendNow).keys[context] ?? [] {
                #expect(KeySequence(text)?.keys.count ?? 0 > 1, "\(text) in the \(context.rawValue)")
            }
        }
    }

    @Test("Every action stands in the table once, with a key or as a command")
    func complete() {
        for action in Action.allCases {
            let rows = ActionTable.rows.filter { $0.action == action }
            #expect(rows.count == 1, "\(action.rawValue)")
            let hasKey = rows.contains { !$0.keys.isEmpty }
            #expect(
                hasKey || Command.forms.contains { $0.action == action }, "\(action.rawValue)")
        }
    }

    @Test("A changed key does what it is told and its old keys do nothing")
    func change() {
        let (map, problems) = KeyMap.changed(by: [.init(name: "done", keys: ["E", "g e"])])

        #expect(problems.isEmpty)
        #expect(map.meaning(of: [.character("E")], in: .table) == .action(.done))
        #expect(map.meaning(of: [.character("g"), .character("e")], in: .conversation) == .action(.done))
        #expect(map.meaning(of: [.character("e")], in: .table) == .nothing)
        #expect(map.label(.done, in: .table) == "E")
    }

    @Test("A change can be for one context only, and no keys unbind")
    func context() {
        let (map, problems) = KeyMap.changed(by: [.init(name: "table.quit", keys: [])])

        #expect(problems.isEmpty)
        #expect(map.meaning(of: [.character("q")], in: .table) == .nothing)
        #expect(map.meaning(of: [.character("q")], in: .conversation) == .action(.quit))
    }

    @Test(
        "A change that cannot be made is told in a sentence that names it",
        arguments: [
            ("dome", ["x"], "no such action"), ("kitchen.done", ["x"], "no context"),
            ("done", ["Hyper-x"], "names no key"), ("done", ["Ctrl-Shift-x"], "arrives as Ctrl-x"),
            ("done", ["Shift-x"], "is written X"), ("done", ["Alt-Shift-x"], "is written Alt-X"),
            ("done", ["Ctrl-Enter"], "arrives as Enter"), ("done", ["Ctrl-1"], "no terminal"),
            ("done", ["Super-x"], "no terminal"), ("done", ["Cmd-x"], "no terminal"), ("done", [""], "empty"),
            ("done", ["g"], "beginning"), ("send", ["s"], "typed"), ("done", ["5"], "counts"),
            ("table.done", ["q"], "quit has no key any more in the table: q is done."),
        ])
    func problems(_ name: String, _ keys: [String], _ words: String) {
        let (_, problems) = KeyMap.changed(by: [.init(name: name, keys: keys)])

        #expect(problems.contains { $0.contains(words) }, "\(problems)")
    }

    @Test("An action does not lose its keys by a change that cannot be made", arguments: [["Hyper-x"], ["g"], ["5"]])
    func slip(_ keys: [String]) {
        let (map, problems) = KeyMap.changed(by: [.init(name: "done", keys: keys)])

        #expect(!problems.isEmpty)
        #expect(map.label(.done, in: .table) == "e")
        #expect(map.meaning(of: [.character("e")], in: .conversation) == .action(.done))
    }

    @Test("The palette keeps a key where nothing else takes it")
    func palette() {
        let (map, problems) = KeyMap.changed(by: [.init(name: "palette", keys: [])])

        #expect(map.label(.palette, in: .table) == ":")
        #expect(problems.contains { $0.contains("stays in the table") })
    }

    @Test("Two changes cannot take the same key")
    func conflict() {
        let (map, problems) = KeyMap.changed(by: [
            .init(name: "table.done", keys: ["x"]), .init(name: "table.unread", keys: ["x"]),
        ])

        #expect(problems == ["keys.table.unread: x is given to table.done already, which keeps it."])
        #expect(map.meaning(of: [.character("x")], in: .table) == .action(.done))
    }
}
