/// The first few leads of a larger crowd: each conversation ends with something that an inbox has to show well.
enum Showcase {
    static let count = 6
    /// Smaller crowds are for tests, and stay plain.
    static let leastLeads = 100

    /// The last message of the conversation with `lead`, `nil` for everybody else.
    static func line(of lead: Int) -> SeededLine? {
        switch lead {
        case 0:
            return ours("Hi again, your bike is ready. Shall we keep it until Saturday?", .undelivered, 30003)
        case 1:
            var line = theirs("STOP")
            line.isStop = true
            return line
        case 2:
            var line = theirs("Here is a photo of the frame. Do you think it can be repaired?")
            (line.mediaType, line.segments) = ("image/png", 1)
            return line
        case 3:
            return theirs(
                "We are four: 👨\u{200D}👩\u{200D}👧\u{200D}👦 and the dog 🐕. The little one is 2️⃣, "
                    + "so we would need two seats and a box. Which one would you take? ❤️")
        case 4: return ours("Thanks! The invoice comes by mail.", .failed, 30034)
        case 5:
            return theirs(
                "My grandfather asks: متى تفتحون يوم الجمعة؟ He wants to come before 12:30 (by bus 47).")
        default: return nil
        }
    }

    private static func theirs(_ text: String) -> SeededLine {
        SeededLine(isInbound: true, text: Array(text.utf8), status: .received)
    }

    private static func ours(
        _ text: String, _ status: StatusWord, _ code: UInt32
    ) -> SeededLine {
        var line = SeededLine(isInbound: false, text: Array(text.utf8), status: status)
        line.errorCode = code
        return line
    }
}
