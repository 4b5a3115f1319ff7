import Drawing

/// The settings that a profile may hold.
enum ProfileKey: String, CaseIterable {
    case accountSID = "account_sid"
    case authToken = "auth_token"
    case authTokenCommand = "auth_token_command"
    case apiKeySID = "api_key_sid"
    case apiKeySecret = "api_key_secret"
    case apiKeySecretCommand = "api_key_secret_command"
    case phoneNumber = "phone_number"
    case moreNumbers = "more_numbers"
    case messagingServiceSID = "messaging_service_sid"
    case region
    case apiURL = "api_url"
    case server, token
    case tokenCommand = "token_command"
    case undoSeconds = "undo_seconds"
    case afterSend = "after_send"
    case theme, glyphs, keys, mouse
    case historyDays = "history_days"

    /// The ones that open an account to whoever reads them.
    static let secrets: [ProfileKey] = [.authToken, .apiKeySecret, .token]

    /// The ranges of those that are whole numbers.
    static let undoSecondsRange = 0...60
    static let historyDaysRange = 1...36_500
}

extension ProfileKey {
    /// What a person has to know of a setting, as the README's table tells it.
    struct Page: Equatable {
        /// The kind of value, such as `text`.
        var type: String
        /// What holds where the setting is left out.
        var usual: String
        var meaning: String

        init(_ type: String, _ usual: String, _ meaning: String) {
            (self.type, self.usual, self.meaning) = (type, usual, meaning)
        }
    }

    var page: Page {
        let likes = Profile.Likes()
        return switch self {
        case .accountSID: Page("text", "required", "The account's SID, `AC…`.")
        case .authToken: Page("text", "this, a command or an API key", "The account's token. The file has to be 0600.")
        case .authTokenCommand:
            Page(
                "text", "none",
                "A command line for `sh` whose first line of output is the token. After two minutes without one it is "
                    + "given up.")
        case .apiKeySID: Page("text", "none", "An API key, `SK…`, taken before the account's own token.")
        case .apiKeySecret: Page("text", "required with `api_key_sid`", "The key's secret. The file has to be 0600.")
        case .apiKeySecretCommand: Page("text", "none", "A command line that prints the key's secret.")
        case .phoneNumber: Page("text", "required", "The number that writes, in E.164.")
        case .moreNumbers: Page("list of texts", "none", "Other numbers of the account that belong to this inbox.")
        case .messagingServiceSID:
            Page(
                "text", "none",
                "A messaging service, `MG…`, that chooses the sender and keeps messages for later. What comes to its phone numbers is read too."
            )
        case .region:
            Page(
                "text", "that of `phone_number`",
                "The country that numbers without + are read in, such as `BR`; or the account's own region at Twilio, "
                    + "such as `ie1`.")
        case .apiURL: Page("text", "`https://api.twilio.com`", "Where Twilio is. Plain http on this machine alone.")
        case .server:
            Page(
                "text", "none",
                "The address of a Leadline server, such as `https://leadline.example`, in place of an account. "
                    + "`unix:PATH` is a socket on this machine; plain http goes to this machine alone.")
        case .token: Page("text", "required with `server`, or a command", "Your token there. The file has to be 0600.")
        case .tokenCommand: Page("text", "none", "A command line that prints the token.")
        case .undoSeconds:
            Page(Self.number(Self.undoSecondsRange), "`\(likes.undoSeconds)`", "How long Enter can be taken back.")
        case .afterSend:
            Page(
                Self.words(Profile.AfterSend.allCases), "`\(likes.afterSend.rawValue)`",
                "What comes after Enter: more to the same lead, or where the focus goes.")
        case .theme: Page("text", "follows the terminal", "The name of a theme, see Themes.")
        case .glyphs: Page(Self.words(GlyphSet.allCases), "by the locale", "The signs that the inbox is drawn with.")
        case .keys: Page("table", "none", "Keys of one's own, see below.")
        case .mouse: Page("true or false", "`\(likes.usesMouse)`", "Whether clicks and the wheel are taken.")
        case .historyDays:
            Page(
                Self.number(Self.historyDaysRange), "all of it, on a server 90",
                "How many days back the first sync goes.")
        }
    }

    private static func number(_ range: ClosedRange<Int>) -> String {
        "number, \(range.lowerBound) to \(range.upperBound)"
    }

    private static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
        words.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    }

    /// The table of all settings in Markdown, as it stands in the README.
    static var table: [String] {
        ["| setting | type | when left out | meaning |", "|---|---|---|---|"]
            + allCases.map { key in
                "| `\(key.rawValue)` | \(key.page.type) | \(key.page.usual) | \(key.page.meaning) |"
            }
    }
}
