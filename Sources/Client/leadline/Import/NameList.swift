import Messaging

/// Names and numbers from an address book, as they stand in it.
struct NameList: Equatable {
    /// A name with the numbers beside it, as written; whether they are numbers is judged later.
    struct Entry: Equatable {
        /// Empty where the name can only stand in the number's own text.
        var name: String
        /// What may be the number, the likeliest first; one of them is taken.
        var numbers: [String]
        /// Whether it was guessed which of the columns hold numbers.
        var isGuess = false
        /// Where in the file it stands.
        var line = 1
    }

    /// What could not be taken, or only in part, and why.
    struct Slip: Equatable {
        var line: Int
        var reason: String
    }

    var entries: [Entry] = []
    /// Lines or cards that hold no name with a number.
    var slips: [Slip] = []
    /// Whether the headings are those of a list of messages.
    var isOfMessages = false

    /// Adds an entry, or the reason why there is none.
    mutating func add(_ entry: Entry) {
        var entry = entry
        entry.numbers.removeAll(where: \.isEmpty)
        // A name may stand behind the number: "+15550100100 (Max)".
        let mayHoldName = entry.numbers.contains { $0.contains(where: \.isLetter) }
        // Of a name without anything to see nobody would have anything.
        if VisibleText(entry.name).text.allSatisfy(\.isWhitespace) { entry.name = "" }
        if entry.name.isEmpty, entry.numbers.isEmpty || !mayHoldName {
            slips.append(Slip(line: entry.line, reason: "there is no name"))
        } else if entry.numbers.isEmpty {
            slips.append(Slip(line: entry.line, reason: "there is no number"))
        } else {
            entries.append(entry)
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
