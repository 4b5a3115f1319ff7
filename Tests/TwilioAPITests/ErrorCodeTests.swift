import Testing

@testable import TwilioAPI

@Suite("Errors in plain words")
struct ErrorCodeTests {
    @Test("every code stands in the table once, with words and a remedy")
    func completeTable() {
        #expect(Set(TwilioErrorCode.all.map(\.code)).count == TwilioErrorCode.all.count)
        for entry in TwilioErrorCode.all {
            #expect(!entry.words().isEmpty && !entry.words().contains("{"))
            #expect(entry.remedy.hasSuffix("."))
        }
    }

    @Test("an unverified recipient of a trial account is named with the remedy")
    func unverified() throws {
        let entry = try #require(TwilioErrorCode.known(21608))

        #expect(entry.words(recipient: "+15550100101") == "The number +15550100101 is unverified")
        #expect(entry.words() == "The number is unverified")
        #expect(entry.remedy.contains("verify it"))
    }

    @Test("all the ways in which a number can be wrong have the same words", arguments: [21211, 21217, 21401])
    func invalidNumber(code: Int) {
        #expect(TwilioErrorCode.known(code)?.words() == "Invalid phone number format")
        #expect(TwilioErrorCode.known(code)?.retry == .never)
    }

    @Test(
        "what may be sent again follows from the code",
        arguments: [
            (20429, TwilioErrorCode.Retry.atOnce), (20500, .reconcile), (20503, .reconcile), (21610, .afterStart),
            (21611, .later), (30003, .perhaps), (30007, .never), (30036, .perhaps), (21702, .later), (21614, .never),
        ])
    func retries(code: Int, retry: TwilioErrorCode.Retry) {
        #expect(TwilioErrorCode.known(code)?.retry == retry)
    }

    @Test("an unknown code has no entry")
    func unknownCode() {
        #expect(TwilioErrorCode.known(39_999) == nil)
        #expect(TwilioErrorCode.known(-1) == nil)
    }

    @Test(
        "Twilio's error body is read in both of its forms",
        arguments: [
            (#"{"code":21211,"message":"The 'To' number is not valid.","status":400}"#, 21211),
            (#"{"type":"x","title":"Bad","detail":"Worse","status":400,"code":"21211"}"#, 21211),
            (#"{"message":"Too Many Requests","code":null}"#, nil), (#"["x"]"#, nil), ("", nil),
        ] as [(String, Int?)])
    func errorBodies(json: String, code: Int?) {
        #expect(TwilioErrorBody.decode(Array(json.utf8)).code == code)
    }
}
