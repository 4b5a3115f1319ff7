import Inbox
import TwilioAPI

/// An error code of Twilio in plain words with its remedy.
enum ErrorSentence {
    static func words(_ code: Int) -> String? {
        TwilioErrorCode.known(code).map { "\($0.words()). \($0.remedy)" }
    }

    /// Every code of the table, for the screen.
    static var table: [Int: ErrorWords] {
        Dictionary(
            TwilioErrorCode.all.map { code in
                (code.code, ErrorWords(what: code.words(), remedy: code.remedy))
            }
        ) { first, _ in first }
    }
}
