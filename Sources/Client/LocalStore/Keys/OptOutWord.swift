/// A message that is, as a whole, one of the words by which people stop or start messages.
enum OptOutWord {
    case stop, start

    init?(_ message: String) {
        guard message.utf8.count <= 24 else { return nil }
        let word = Folding.key(message).filter { !$0.isWhitespace }
        if Self.stops.contains(word) {
            self = .stop
        } else if Self.starts.contains(word) {
            self = .start
        } else {
            return nil
        }
    }

    private static let stops: Set<String> = [
        "stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "arret", "arrete", "arrett",
    ]
    private static let starts: Set<String> = ["start", "yes", "unstop"]
}
