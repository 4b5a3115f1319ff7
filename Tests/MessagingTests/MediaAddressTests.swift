import Messaging
import Testing

@Suite struct MediaAddressTests {
    private func refusal(_ address: String, simulated: Bool = false) -> String? {
        MediaAddress.problem(of: address, forThisMachine: simulated)?.description
    }

    @Test(
        "What Twilio cannot fetch is refused before anything is sent",
        arguments: [
            "http://10.0.0.1/x.jpg", "https://10.0.0.1/x.jpg", "https://192.168.1.9/a", "https://127.1/a",
            "https://2130706433/a", "https://0x7f000001/a", "https://0300.0250.1/a", "https://localhost/a",
            "https://[::1]/a", "https://[fd00::1]:8443/a", "https://[::ffff:8.8.8.8]/a", "https://[2001:db8::1::2]/a",
            "https://[20011::1]/a",
            "https://printer/a", "https://nas.localhost/a", "http://example.com/a.jpg", "https://a@example.com/b",
        ])
    func closed(address: String) {
        #expect(refusal(address) != nil)
    }

    @Test(
        "A public address over https is taken, by name or by number",
        arguments: [
            "https://example.com/a.jpg?b=c", "HTTPS://Example.com:8443/a", "https://[2001:db8::1]/a",
            "https://8.8.8.8/a",
        ])
    func open(address: String) {
        #expect(refusal(address) == nil)
    }

    @Test("An address of another kind is not called a file, and a file is")
    func kinds() {
        #expect(refusal("ftp://example.com/a.jpg")?.contains("ftp:// are not supported") == true)
        #expect(refusal("/tmp/a.png")?.contains("a file needs the server") == true)
    }

    @Test("A Twilio simulated on this machine may fetch from it")
    func simulated() {
        #expect(refusal("http://127.0.0.1:8010/a.jpg", simulated: true) == nil)
        #expect(refusal("ftp://127.0.0.1/a.jpg", simulated: true) != nil)
    }
}
