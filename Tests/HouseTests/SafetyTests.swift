import Testing

@Suite("What may not fail by surprise")
struct SafetyTests {
    private let house = House.shared

    /// How often a target may promise what the compiler cannot check; each has its proof in a comment beside it.
    private static let promises = ["LocalStore": 1, "Secrets": 1, "ServerStore": 1, "Sync": 1, "Transport": 2]

    @Test("Nothing is forced that can fail")
    func forced() {
        for file in house.sources {
            for word in ["try!", "as!"] {
                for line in file.lines(with: word) { Issue.record("\(file.path):\(line) says \(word)") }
            }
        }
    }

    @Test("A value is unwrapped by force only at a call of C")
    func unwrapped() {
        for file in house.sources {
            for place in file.code.indices.dropFirst() where file.code[place] == 33 {
                let (before, after) = (file.code[place - 1], place + 1 < file.code.count ? file.code[place + 1] : 32)
                let isPostfix = SourceFile.isWordByte(before) || before == 41 || before == 93
                guard isPostfix, after != 61 else { continue }
                let line = file.line(at: place)
                // The address of a buffer that is known not to be empty is where C begins.
                let isAddress = file.lines[line - 1].contains(".baseAddress!")
                if !isAddress, !file.hasComment(near: line, within: 3) { Issue.record("\(file.path):\(line)") }
            }
        }
    }

    @Test("Where failure equals absence, a comment says why")
    func swallowed() {
        for file in house.sources {
            for line in file.lines(with: "try?") where !file.hasComment(near: line, within: 8) {
                Issue.record("\(file.path):\(line)")
            }
        }
    }

    @Test("What the compiler cannot prove is counted, and proven in a comment")
    func unproven() {
        for target in house.targets.map(\.name) {
            var count = 0
            for file in house.sources where file.target == target {
                for word in ["@unchecked Sendable", "nonisolated(unsafe)", "unsafeBitCast"] {
                    for line in file.lines(with: word) {
                        count += 1
                        if !file.hasComment(near: line, within: 8) { Issue.record("\(file.path):\(line) \(word)") }
                    }
                }
            }
            #expect(count <= Self.promises[target] ?? 0, "\(target) promises \(count) times")
        }
    }

    /// Switches over what is none of ours, where the rest is one case by nature: keys, texts and numbers.
    private static let strangers = [
        "Sources/Client/Inbox/Panes/Moments.swift": 2, "Sources/Client/Inbox/Panes/MessageBlock.swift": 2,
        "Sources/Client/Inbox/Reducer/InboxState+Keys.swift": 2,
    ]

    @Test("Who adds a case to an enum of the inbox is led to every place where it matters")
    func closed() {
        let rooms = ["Sources/Client/Inbox/", "Sources/Client/leadline/Inbox/", "Tests/TestSupport/Screen/Pretend"]
        for file in house.sources + house.tests where rooms.contains(where: { file.path.hasPrefix($0) }) {
            let lines = file.lines(with: "default").filter { line in
                file.lines[line - 1].drop { $0 == " " }.hasPrefix("default:")
            }
            #expect(lines.count <= Self.strangers[file.path] ?? 0, "\(file.path):\(lines) has a default")
        }
    }

    @Test("No value is read through a coroutine: of a large one an optimized build can lose a part")
    func coroutines() {
        for file in house.sources {
            let lines = file.lines(with: "_read {")
            #expect(lines.isEmpty, "\(file.path):\(lines)")
        }
    }

    @Test("No shell runs, but for the token command that the settings themselves name")
    func shells() {
        for file in house.sources {
            for line in file.lines(with: "system(") + file.lines(with: "popen(") {
                #expect(file.path.contains("leadline/Settings/"), "\(file.path):\(line)")
            }
        }
    }
}
