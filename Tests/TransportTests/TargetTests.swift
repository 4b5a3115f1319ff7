import HTTPTypes
import Testing

@testable import Transport

@Suite("Where a request may go")
struct TargetTests {
    @Test(
        "plain http goes to this machine only",
        arguments: [
            ("127.0.0.1:8080", true), ("127.8.9.1", true), ("localhost", true), ("LOCALHOST:1", true),
            ("[::1]:9", true),
            ("api.twilio.com", false), ("10.0.0.1", false), ("127.0.0.1.example.com", false), ("127.1", false),
            ("0.0.0.0", false), ("localhost.example.com", false), ("[::]", false), ("127.0.0.1@example.com", false),
        ])
    func plainHTTP(authority: String, allowed: Bool) {
        let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")

        #expect((try? CallTarget(request))?.isLoopback == (allowed ? true : nil))
    }

    @Test("host and port are told apart, also of an address in brackets")
    func authorities() throws {
        let named = try #require(Authority("API.twilio.com:8443"))
        let numbered = try #require(Authority("[::1]:80"))

        #expect((named.host, named.port) == ("api.twilio.com", 8443))
        #expect((numbered.host, numbered.port) == ("::1", 80))
        #expect(Authority("[2001:db8::1]")?.port == nil)
        #expect(["[::1]80", "[]", "[::1", ":80", "a:0", "a:65536", "a:+80"].allSatisfy { Authority($0) == nil })
    }

    @Test(
        "an address that two readers could understand differently is refused",
        arguments: [
            "user:secret@api.twilio.com", "api.twilio.com\\@example.com", "", "a b", "api.twilio.com:", "a:x",
            "a:1234567",
            "[::1", "ex#ample", "ex/ample", "ex?ample", "é.example",
        ])
    func strangeAuthorities(authority: String) {
        let request = HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/")

        #expect(throws: TransportError.self) { try CallTarget(request) }
    }

    @Test(
        "a path with a space, a line break or a fragment is refused",
        arguments: ["", "x", "/a b", "/a\r\nX: y", "/a#b"])
    func strangePaths(path: String) {
        let request = HTTPRequest(method: .get, scheme: "https", authority: "api.twilio.com", path: path)

        #expect(throws: TransportError.self) { try CallTarget(request) }
    }

    @Test("other schemes are refused", arguments: ["file", "ftp", "gopher", ""])
    func otherSchemes(scheme: String) async {
        let request = HTTPRequest(method: .get, scheme: scheme, authority: "127.0.0.1", path: "/etc/passwd")

        let error = await failure(of: HTTPCall(request: request), by: CurlTransport())

        #expect(error?.isRefused == true)
    }

    @Test("a POST may never be repeated, a reading may")
    func repeats() {
        #expect(call(.post, port: 1).repeats == .never)
        #expect(call(.get, port: 1).repeats == .safe)
        #expect(call(.delete, port: 1).repeats == .safe)
    }

    @Test("name and secret travel as RFC 7617 prints them")
    func basicAuthorization() {
        let field = HTTPField.basicAuthorization(name: "Aladdin", secret: "open sesame")

        #expect(field.value == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    }
}
