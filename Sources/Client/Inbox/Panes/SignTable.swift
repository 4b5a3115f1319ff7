package import Drawing

/// What the signs of the table, the conversation and the status line mean: for the help and the README.
package enum SignTable {
    package static func rows(_ signs: Signs) -> [(sign: String, meaning: String)] {
        [
            (signs.unread, "leads with messages that you have not read"),
            (signs.waiting, "leads who wait for an answer"),
            (signs.draft, "you have begun a text to this lead"),
            (signs.attachment, "a picture or another attachment"),
            (signs.inbound, "the lead wrote"),
            (signs.outbound, "we wrote"),
            (signs.held, "held: it leaves when the undo time is over, or when you decide"),
            (signs.scheduled, "Twilio sends it later"),
            (signs.pending, "on its way to Twilio"),
            (signs.sent, "Twilio has handed it to the carrier"),
            (signs.delivered, "it has arrived"),
            (signs.failed, "it did not arrive; the conversation says why"),
            (signs.unknown, "no answer came; Leadline finds out whether it left"),
            (signs.optedOut, "the lead has opted out and is not written to"),
            (signs.removed, "hidden characters were removed from the text"),
            ("~", "before a price: by Twilio's list, as nothing was billed for that country yet"),
        ]
    }
}
