/// How the people of one language are called and what they write to a bicycle shop, with its answers.
///
/// In the lines `{name}` is the lead's full name, `{first}` the given name, `{n}` a small number, `{price}` an amount,
/// `{hour}` an hour of the day and `{code}` an order number.
struct Language: Sendable {
    let given: [String]
    let family: [String]
    /// Whether the family name comes first, and what stands between the two.
    var familyFirst = false
    var space = " "
    /// The first message: who writes and why.
    let openers: [String]
    let inbound: [String]
    /// What we write; the first line answers the opener.
    let outbound: [String]
    /// Which line of `outbound` answers each line of `inbound`; `nil` where nothing is to be said.
    let replies: [Int?]
    /// What we write when the conversation is over.
    let closing: String
    var stop = "STOP"

    func name(_ random: inout SplitMix) -> (full: String, first: String) {
        let first = random.pick(given), last = random.pick(family)
        return (familyFirst ? last + space + first : first + space + last, first)
    }
}

/// The languages of the invented leads; `Country` names them by their place in `all`.
enum Languages {
    static let all: [Language] = [
        english, portuguese, spanish, french, german, italian, dutch, swedish, polish, japanese, korean, chinese,
        hebrew, arabic, ukrainian, greek, turkish, vietnamese,
    ]
}
