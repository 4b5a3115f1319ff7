import Testing

@Suite("Who may know whom")
struct ImportTests {
    private let house = House.shared

    @Test("The manifest draws no arrow that the plan of the house does not")
    func manifest() {
        #expect(house.manifest.dependencies.count >= 10)
        for (target, dependencies) in house.manifest.dependencies {
            let allowed = Arrows.allowed[target]
            #expect(allowed != nil, "\(target) is not in the plan")
            let named = Set(dependencies.map { Arrows.products[$0] ?? $0 })
            let strangers = named.subtracting(allowed ?? [])
            #expect(strangers.isEmpty, "\(target) → \(strangers.sorted())")
        }
    }

    @Test("A file imports only what its target may know")
    func imports() {
        for file in house.sources {
            let allowed = (Arrows.allowed[file.target] ?? []).union(Arrows.toolchain)
            for (line, module) in Self.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(file.path):\(line) imports \(module)")
            }
        }
    }

    @Test("What decides in values touches neither clock, disk nor network")
    func purity() {
        for file in house.sources where Self.isPure(file) {
            let allowed = (Arrows.allowed[file.target] ?? []).union(Arrows.pureModules)
            for (line, module) in Self.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(file.path):\(line) imports \(module)")
            }
            for word in ["print", "readLine", "Task", "DispatchQueue", "FileManager", "sleep"] {
                for line in file.lines(with: word + "(") + file.lines(with: word + " {") {
                    Issue.record("\(file.path):\(line) says \(word)")
                }
            }
        }
    }

    @Test("Below the programs nobody asks for the time, for chance or for an identifier: they are handed in")
    func handedIn() {
        let programs: Set = ["leadline", "leadline-server", "twilio-simulator"]
        let words = [
            "Date()", "Date.now", "ContinuousClock()", "SuspendingClock()", "clock_gettime", "gettimeofday",
            "time(nil)",
            "UUID()", "SystemRandomNumberGenerator", "arc4random",
        ]
        for file in house.sources where !programs.contains(file.target) && !file.path.hasSuffix("/SimulatorClock.swift")
        {
            for word in words {
                for line in file.lines(with: word) { Issue.record("\(file.path):\(line) says \(word)") }
            }
            for line in file.lines(with: ".random(in") + file.lines(with: ".randomElement()")
            where !file.lines[line - 1].contains("using:") {
                Issue.record("\(file.path):\(line) takes chance as it comes")
            }
        }
    }

    @Test("The main actor is the loop's own")
    func mainActor() {
        for file in house.sources where file.target != "leadline" && file.target != "Terminal" {
            for line in file.lines(with: "@MainActor") { Issue.record("\(file.path):\(line)") }
        }
        for file in house.sources where file.target == "leadline" {
            for line in file.lines(with: "AsyncParsableCommand") { Issue.record("\(file.path):\(line)") }
        }
    }

    private static func isPure(_ file: SourceFile) -> Bool {
        Arrows.pure.contains(file.target) || Arrows.pureFolders.contains { file.path.hasPrefix($0) }
    }

    /// The modules a file imports, with their lines.
    static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
        file.places(of: "import").compactMap { place in
            let line = file.line(at: place)
            let words = file.lines[line - 1].split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword <= 2, words.count > keyword + 1 else {
                return nil
            }
            let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "let", "var"]
            let path = kinds.contains(words[keyword + 1]) ? words.last : words[keyword + 1]
            return (line, String(path?.split(separator: ".").first ?? ""))
        }
    }
}
