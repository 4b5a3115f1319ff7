import Testing

@Suite("Rules for the tests themselves")
struct TestRuleTests {
    private let house = House.shared

    @Test("One framework, and no test that is switched off")
    func framework() {
        for file in house.tests {
            for (line, module) in ImportTests.imports(of: file) where module == "XCTest" {
                Issue.record("\(file.path):\(line) imports XCTest")
            }
            for word in [".disabled(", "withKnownIssue", ".enabled(if: false"] {
                for line in file.lines(with: word) { Issue.record("\(file.path):\(line) says \(word)") }
            }
        }
    }

    @Test("Every test has a name that a user would understand")
    func named() {
        for file in house.tests {
            for place in file.places(of: "@Test") {
                // The name is text, so the code shows a blank where it begins.
                let rest = file.text[(place + 5)...].prefix(120).filter { $0 != 32 && $0 != 10 }
                #expect(rest.starts(with: Array("(\"".utf8)), "\(file.path):\(file.line(at: place))")
            }
        }
    }

    @Test("Every target that decides or stores has tests")
    func tested() {
        for target in house.targets.map(\.name) where Arrows.allowed[target] != nil && target != "twilio-simulator" {
            // Programs are called in small letters, and what tests them is a module.
            let words = target.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            let folder = words.joined() + "Tests"
            #expect(house.tests.contains { $0.target == folder }, "\(target) has no tests")
        }
    }
}
