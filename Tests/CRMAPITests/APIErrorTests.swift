import Messaging
import Testing

@testable import CRMAPI

@Suite("Refusals")
struct APIErrorTests {
    @Test("a refusal is a problem of RFC 9457 with its word, and reads back as it was")
    func roundTrip() throws {
        var error = APIErrorBody(
            .numberUnverified, "The number +12025550147 is unverified", errors: [FieldFault("/to", "is unverified")],
            twilioCode: 21608, retryAfter: 3)
        (error.instance, error.requestID) = ("/api/messages", "r1")

        #expect(
            error.text
                == #"{"type":"urn:leadline:error:number_unverified","title":"The number is unverified","status":422,"#
                + #""detail":"The number +12025550147 is unverified","instance":"/api/messages","#
                + #""code":"number_unverified","request_id":"r1","errors":[{"pointer":"/to","reason":"is unverified"}],"#
                + #""twilio_code":21608,"retry_after":3}"#)
        #expect(APIErrorBody(Array(error.text.utf8), status: 422) == error)
    }

    @Test("the seed's texts and the contract's words are there")
    func stableWords() {
        let words = Set(APIErrorCode.allCases.map(\.rawValue))
        #expect(
            words.isSuperset(of: [
                "twilio_credentials_not_configured", "number_unverified", "invalid_phone_number", "opted_out",
                "quiet_hours", "version_conflict", "webhook_signature_invalid", "channel_not_owned", "media_too_large",
            ]))
        #expect(APIErrorCode.credentialsNotConfigured.title == "Twilio credentials not configured")
        #expect(APIErrorCode.invalidPhoneNumber.title == "Invalid phone number format")
        #expect(Set(APIErrorCode.allCases.map(\.title)).count == APIErrorCode.allCases.count)
    }

    @Test("only a fault of ours is a 500")
    func statuses() {
        for code in APIErrorCode.allCases { #expect((400...599).contains(code.status)) }
        #expect(APIErrorCode.allCases.filter { $0.status == 500 } == [.internalError])
    }

    @Test("a page of a proxy is no refusal of ours, and a younger server's word is taken by its status")
    func strangers() {
        #expect(APIErrorBody(Array("<html>".utf8), status: 502) == nil)
        #expect(APIErrorBody(Array("{}".utf8), status: 404) == nil)
        #expect(APIErrorBody(Array(#"{"code":"campaign_running"}"#.utf8), status: 409)?.code == .versionConflict)
        #expect(APIErrorBody(Array(#"{"code":"x","errors":[7],"status":"y"}"#.utf8), status: 503)?.code == .unavailable)
    }
}
