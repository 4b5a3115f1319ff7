/// Why a command could not do what it was asked: what happened, and what a person can do about it.
///
/// Both are plain sentences without message text and tokens, fit for standard error. The only foreign number in them is
/// the one that the command was about.
struct Complaint: Error, Equatable, CustomStringConvertible {
    var status: ExitStatus
    var sentence: String
    /// What to do next, one line each.
    var advice: [String]

    init(_ status: ExitStatus, _ sentence: String, advice: String...) {
        (self.status, self.sentence, self.advice) = (status, sentence, advice)
    }

    var description: String { ([sentence] + advice).joined(separator: "\n") }
}
