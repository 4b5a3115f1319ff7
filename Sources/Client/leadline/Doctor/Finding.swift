import Messaging

/// One thing that the doctor looked at.
struct Finding: Equatable {
    enum Verdict: String {
        case good = "ok", warning, failure
    }

    /// A name that scripts can rely on, such as `terminal.utf8`.
    var code: String
    var verdict: Verdict
    var sentence: String
    /// What helps, where something has to be helped.
    var remedy: String?

    init(_ code: String, _ verdict: Verdict, _ sentence: String, remedy: String? = nil) {
        (self.code, self.verdict, self.sentence, self.remedy) = (code, verdict, sentence, remedy)
    }
}
