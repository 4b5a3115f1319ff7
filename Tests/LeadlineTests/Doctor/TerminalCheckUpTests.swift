import Testing

@testable import leadline

@Suite struct TerminalCheckUpTests {
    @Test("A tmux that drops what is copied is told of, with the line that helps")
    func clipboard() {
        #expect(TerminalCheckUp.clipboard("on")?.verdict == .good)
        for setting in ["external", "off"] {
            let finding = TerminalCheckUp.clipboard(setting)
            #expect(finding?.verdict == .warning)
            #expect(finding?.remedy?.contains("set -s set-clipboard on") == true)
        }
        #expect(TerminalCheckUp.clipboard("") == nil)
    }
}
