import Messaging

/// How every command writes one message: as a line of JSON, or as text in local time.
struct MessageLines {
    let isJSON: Bool
    private let rows = PlainRows(zone: WallClock.zone(around: WallClock.now()))

    init(isJSON: Bool) { self.isJSON = isJSON }

    /// `peer` is whose message it is; errors name it where it is given.
    func of(_ message: MessageRow, peer: PeerAddress?) -> [String] {
        let errors = ErrorSentence(to: peer)
        return isJSON
            ? [message.jsonLine(errorWords: errors.words).text] : rows.lines(message, errorWords: errors.words)
    }
}
