import Messaging
import Testing

@testable import leadline

@Suite struct ArgumentOrderTests {
    @Test(
        "The profile may be named before the command or after it",
        arguments: [
            (["--profile", "work", "leads", "--json"], ["leads", "--profile", "work", "--json"]),
            (["--config=/a", "--profile", "work", "show", "L1"], ["show", "--config=/a", "--profile", "work", "L1"]),
            (["leads", "--profile", "work"], ["leads", "--profile", "work"]),
            (["--profile", "work"], ["--profile", "work"]),
            (["--help"], ["--help"]),
        ])
    func order(given: [String], expected: [String]) {
        #expect(ArgumentOrder.commandFirst(given) == expected)
    }
}

@Suite struct ProfileChoiceTests {
    @Test("A bare start is told apart from commands")
    func alone() {
        #expect(ProfileChoice(alone: []) == ProfileChoice())
        #expect(ProfileChoice(alone: ["--profile", "shop"]) == ProfileChoice(profile: "shop"))
        #expect(ProfileChoice(alone: ["--profile", "shop", "leads"]) == nil)
        #expect(ProfileChoice(alone: ["--help"]) == nil)
        #expect(ProfileChoice(alone: ["--profile"]) == nil)
    }
}

@Suite struct NearestNameTests {
    @Test("A slip is seen through, a different word is not")
    func nearest() {
        let known = ["account_sid", "auth_token", "phone_number"]

        #expect(NearestName.of("auth_tokne", among: known) == "auth_token")
        #expect(NearestName.of("phonenumber", among: known) == "phone_number")
        #expect(NearestName.of("colour", among: known) == nil)
    }
}
