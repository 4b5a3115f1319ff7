import Foundation
import Testing

@testable import leadline

@Suite struct LogFileTests {
    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    @Test("Two that write one log begin it anew once, and keep what was written before")
    func twoWriters() throws {
        let home = try Home()
        let path = home.path + "/one.log"
        let (one, other) = (LogFile(path: path, limit: 100), LogFile(path: path, limit: 100))
        other.write("the other is here")
        for count in 0..<7 { one.write("line \(count) of the old log") }
        #expect(try lines(path + ".1").count == 5)

        // Its own file is over the limit too, and is the old one by now.
        other.write("from the other")

        #expect(try lines(path + ".1").first == "the other is here")
        #expect(try lines(path).last == "from the other")
        #expect(try lines(path).contains("line 6 of the old log"))
    }
}
