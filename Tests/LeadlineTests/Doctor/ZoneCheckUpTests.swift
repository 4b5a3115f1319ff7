import Testing

@testable import leadline

@Suite struct ZoneCheckUpTests {
    @Test(
        "A zone that this machine does not know is told, since the C library takes it for UTC without a word",
        arguments: [
            ("Europe/Berln", false), ("Nonsense/X", false), ("CET+x", false), ("E5", false),
            ("EST5EDT,M3.2.0,M11.1.0", true),
            ("<+03>-3", true), ("<+03", false), ("UTC", true), ("UTC0", true), ("JST-9", true),
            ("/etc/passwd/none", false),
        ])
    func zones(name: String, isKnown: Bool) {
        let finding = ZoneCheckUp(environment: Environment(["TZ": name])).finding()

        #expect((finding.verdict == .good) == isKnown)
        #expect((finding.remedy != nil) == !isKnown)
    }

    @Test("Where no zone is set the machine's own is meant")
    func none() {
        #expect(ZoneCheckUp(environment: Environment([:])).finding().verdict == .good)
    }
}
