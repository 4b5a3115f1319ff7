/// Everything that the server can refuse, by the word that scripts may rely on.
///
/// A word stays for good; its title is for people and says the same each time. What is special about one case stands
/// in the detail of its answer.
package enum APIErrorCode: String, CaseIterable, Sendable {
    // What a request looks like.
    case malformedJSON = "malformed_json"
    case invalidRequest = "invalid_request"
    case invalidCursor = "invalid_cursor"
    case cursorExpired = "cursor_expired"
    case bodyTooLarge = "body_too_large"
    case mediaTooLarge = "media_too_large"
    case unsupportedMediaType = "unsupported_media_type"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"

    // Who asks, and how often.
    case unauthenticated = "unauthenticated"
    case scopeMissing = "scope_missing"
    case webhookSignatureInvalid = "webhook_signature_invalid"
    case rateLimited = "rate_limited"

    // What stands in the way.
    case idempotencyKeyInvalid = "idempotency_key_invalid"
    case idempotencyKeyReused = "idempotency_key_reused"
    case idempotencyKeyRunning = "idempotency_key_running"
    case versionConflict = "version_conflict"
    case nameTaken = "name_taken"
    case channelNotOwned = "channel_not_owned"
    case channelNotReady = "channel_not_ready"
    case conversationMoved = "conversation_moved"
    case wrongState = "wrong_state"
    case noSender = "no_sender"

    // What the seed names.
    case credentialsNotConfigured = "twilio_credentials_not_configured"
    case numberUnverified = "number_unverified"
    case invalidPhoneNumber = "invalid_phone_number"
    case optedOut = "opted_out"
    case quietHours = "quiet_hours"

    // What is away, or ours.
    case twilioRefused = "twilio_refused"
    case twilioUnreachable = "twilio_unreachable"
    case unavailable = "unavailable"
    case internalError = "internal_error"

    package var title: String {
        switch self {
        case .malformedJSON: "The body is not JSON"
        case .invalidRequest: "The request does not fit the contract"
        case .invalidCursor: "The cursor is none of this list"
        case .cursorExpired: "The cursor leads nowhere any more; start anew with since=now"
        case .bodyTooLarge: "The body is too large"
        case .mediaTooLarge: "The file is too large"
        case .unsupportedMediaType: "The content type is not taken here"
        case .notFound: "Not found"
        case .methodNotAllowed: "The method is not allowed here"
        case .unauthenticated: "A valid token is needed"
        case .scopeMissing: "The token lacks the scope for this"
        case .webhookSignatureInvalid: "The webhook's signature is invalid"
        case .rateLimited: "Too many requests"
        case .idempotencyKeyInvalid: "The idempotency key cannot be used"
        case .idempotencyKeyReused: "The idempotency key belongs to another request"
        case .idempotencyKeyRunning: "The first request with this idempotency key is still running"
        case .versionConflict: "Somebody has changed this in the meantime"
        case .nameTaken: "The name is taken"
        case .channelNotOwned: "The number is not owned by this Twilio account, or is active elsewhere"
        case .channelNotReady: "The channel cannot be activated as it is"
        case .conversationMoved: "Something was said that the writer has not seen"
        case .wrongState: "The message is past that, or not as far yet"
        case .noSender: "No active channel can send this"
        case .credentialsNotConfigured: "Twilio credentials not configured"
        case .numberUnverified: "The number is unverified"
        case .invalidPhoneNumber: "Invalid phone number format"
        case .optedOut: "The recipient has opted out"
        case .quietHours: "It is quiet hours for the recipient"
        case .twilioRefused: "Twilio has refused this"
        case .twilioUnreachable: "Twilio cannot be reached"
        case .unavailable: "The server cannot answer at present"
        case .internalError: "Something is wrong with the server"
        }
    }

    /// The one table from what is wrong to the status of the answer.
    package var status: Int {
        switch self {
        case .malformedJSON, .idempotencyKeyInvalid: 400
        case .unauthenticated: 401
        case .scopeMissing, .webhookSignatureInvalid: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .idempotencyKeyRunning, .nameTaken, .conversationMoved, .wrongState: 409
        case .cursorExpired: 410
        case .versionConflict: 412
        case .bodyTooLarge, .mediaTooLarge: 413
        case .unsupportedMediaType: 415
        case .invalidRequest, .invalidCursor, .idempotencyKeyReused, .channelNotOwned, .channelNotReady, .noSender,
            .credentialsNotConfigured, .numberUnverified, .invalidPhoneNumber, .optedOut, .quietHours, .twilioRefused:
            422
        case .rateLimited: 429
        case .internalError: 500
        case .twilioUnreachable, .unavailable: 503
        }
    }
}
