import Foundation
import Glibc
import Testing

@testable import leadline

@Suite struct LinkOpenerTests {
    private static func environment(_ browser: String) -> Environment {
        Environment(["PATH": "/usr/bin:/bin", "BROWSER": browser])
    }

    @Test(
        "A browser that is not there, or ends without having opened anything, is told of",
        arguments: [
            ("false", "false could not open it (it ended with 1)"),
            ("no-such-browser", "no-such-browser cannot be started: No such file or directory"),
        ])
    func failure(browser: String, told: String) async throws {
        let sentence = try await withCheckedThrowingContinuation { continuation in
            let opener = LinkOpener(environment: Self.environment(browser)) { continuation.resume(returning: $0) }
            do {
                try opener.open(link: "https://example.com")
            } catch {
                continuation.resume(throwing: error)
            }
        }

        #expect(sentence == told)
    }

    @Test("Where nobody listens, a browser that is not there is an error")
    func unheard() {
        let opener = LinkOpener(environment: Self.environment("no-such-browser"))

        #expect(throws: Complaint.self) { try opener.open(link: "https://example.com") }
    }

    @Test(
        "An address that carries more than a place is in no program's words: it is opened from a file that goes again",
        arguments: [
            "https://a.example/reset?token=s3cret&x=<b>", "https://a.example/#s3cret", "https://s3cret@a.example/",
        ])
    func hiddenAddress(link: String) async throws {
        let home = try Home()
        let browser = try await home.writeProgram(#"echo "$1" > "$HOME/words""#, to: "browser")
        let environment = Environment(home.environment.merging(["BROWSER": browser]) { $1 })

        try LinkOpener(environment: environment, patience: 1).open(link: link)

        func words() -> String { (try? String(contentsOfFile: home.path + "/words", encoding: .utf8)) ?? "" }
        #expect(try await eventually { words().hasSuffix("\n") })
        #expect(words().hasPrefix("file:///") && !words().contains("s3cret"))
        let page = String(words().dropFirst(7).dropLast())
        var status = stat()
        if stat(page, &status) == 0 { #expect(status.st_mode & 0o777 == 0o600) }
        #expect(try await eventually { access(page, F_OK) != 0 })
        #expect(try home.entries(".cache/leadline/links/link-").isEmpty)
    }

    @Test("The page leads on to the whole address, and to nothing that the address says besides")
    func page() throws {
        let home = try Home()
        let page = try LinkPage(to: "https://a.example/?a='\"><script>&b=\u{202E}ü", in: home.path + "/a b")
        let text = try String(contentsOfFile: page.folder + "/link.html", encoding: .utf8)

        #expect(text.contains("url=https://a.example/?a=&#39;&#34;&#62;&#60;script&#62;&#38;b=ü\""))
        #expect(!text.contains("<script>") && !text.contains("\u{202E}"))
        #expect(page.address.hasSuffix("/link.html") && page.address.contains("/a%20b/"))
        page.remove()
        #expect(access(page.folder, F_OK) != 0)
    }

    @Test("A plain address goes to the browser as it is")
    func plainAddress() async throws {
        let home = try Home()
        let browser = try await home.writeProgram(#"echo "$1" > "$HOME/words""#, to: "browser")
        let environment = Environment(home.environment.merging(["BROWSER": browser + " %s"]) { $1 })

        try LinkOpener(environment: environment).open(link: "https://a.example/b_(c)")

        #expect(
            try await eventually {
                (try? String(contentsOfFile: home.path + "/words", encoding: .utf8)) == "https://a.example/b_(c)\n"
            })
    }
}
