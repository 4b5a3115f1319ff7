import Foundation
import Testing

@testable import leadline

@Suite("What the doctor says about files")
struct FileCheckUpTests {
    @Test("What neighbours may look into is told with the remedy; what is one's own alone is sound")
    func rights() throws {
        let home = try Home()
        try home.write("x", to: "mine.sqlite")
        try home.write("x", to: "open.toml", mode: 0o644)
        func rights(_ names: String...) -> Finding? {
            FileCheckUp(files: names.map { home.path + "/" + $0 }, data: home.path).findings()
                .first { $0.code == "files.rights" }
        }

        #expect(rights("mine.sqlite", "missing")?.verdict == .good)
        #expect(rights("mine.sqlite", "open.toml")?.verdict == .warning)
        #expect(rights("open.toml")?.remedy == "Make it yours alone: chmod go= \(home.path)/open.toml")
    }

    @Test("How much room there is comes from the folder that the mirror grows in")
    func space() throws {
        let missing = FileCheckUp(files: [], data: "/nowhere/at/all").findings().first { $0.code == "disk.space" }
        let here = FileCheckUp(files: [], data: NSTemporaryDirectory()).findings().first { $0.code == "disk.space" }

        #expect(missing?.verdict == .warning && missing?.remedy != nil)
        #expect(here?.sentence.contains("MiB") == true)
    }
}
