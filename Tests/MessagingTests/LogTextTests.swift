import Messaging
import Testing

@Suite("What a log may hold")
struct LogTextTests {
    @Test("Of a number only the last two digits stay")
    func numbers() {
        #expect(LogText("to +447700900101 failed").description == "to +…01 failed")
        #expect(LogText("code 21610, page 3").description == "code 21610, page 3")
    }

    @Test("A log line stays one line, without controls")
    func oneLine() {
        #expect(LogText("a\u{1B}[0m\nb").description == "a[0m b")
        #expect(LogText(String(repeating: "x", count: 900)).description.count == 500)
    }
}
