/// A keyword of Twilio's default opt-out handling: the whole message is that one word.
enum OptOutWord: Sendable {
    case stop, start, help

    /// Case and blanks around the word do not matter; any second word does.
    init?(message: String) {
        switch message.uppercased().trimmingSpaces {
        case "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ARRET", "ARRETE", "ARRETT":
            self = .stop
        case "START", "YES", "UNSTOP": self = .start
        case "HELP", "INFO": self = .help
        default: return nil
        }
    }
}

extension String {
    /// The text without spaces and line ends around it.
    var trimmingSpaces: String {
        let kept = drop(while: \.isWhitespace)
        return String(kept.prefix(kept.count - kept.reversed().prefix(while: \.isWhitespace).count))
    }
}
