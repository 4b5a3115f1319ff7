/// What Twilio says in the body of an answer that is an error.
///
/// Its texts change, so nothing is decided by them; they are shown where the code is not known.
package struct TwilioErrorBody: Hashable, Sendable {
    package var code: Int?
    package var message: String?

    package init(code: Int? = nil, message: String? = nil) { (self.code, self.message) = (code, message) }

    /// Reads the form of the 2010 API and that of the newer ones (RFC 9457). Whatever else came, a proxy's page too,
    /// reads as an error without a code.
    package static func decode(_ bytes: [UInt8]) -> TwilioErrorBody {
        // A body that cannot be read says as little as one without members.
        guard let value = try? JSONValue(bytes) else { return TwilioErrorBody() }
        return TwilioErrorBody(
            code: value["code"].integer,
            message: value["message"].words ?? value["detail"].words ?? value["title"].words)
    }
}
