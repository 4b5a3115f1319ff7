/// A word by which a lead forbids or allows further messages, as Twilio's default lists have them.
///
/// Twilio acts upon such a message by itself: after a stop word it refuses what we send (error 21610) until a start
/// word comes. The list cannot be asked for, so the mirror keeps its own belief from the words that came in.
package enum OptOutKeyword: Hashable, Sendable {
    case stop, start, help

    /// The keyword that `message` consists of; more than the one word, and it is none.
    package init?(message: String) {
        let bytes = message.utf8
        guard bytes.count <= 64 else { return nil }
        let word = bytes.filter { !Self.blanks.contains($0) }
        guard message.utf8.split(whereSeparator: Self.blanks.contains).count == 1 else { return nil }
        let upper = String(decoding: word.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self)
        switch upper {
        case "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ARRET", "ARRETE", "ARRETT":
            self = .stop
        case "START", "YES", "UNSTOP": self = .start
        case "HELP", "INFO": self = .help
        default: return nil
        }
    }

    /// Space, tab and the line ends.
    private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
}
