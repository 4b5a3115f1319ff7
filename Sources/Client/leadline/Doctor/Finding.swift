import Messaging

/// One thing that the doctor looked at.
struct Finding: Equatable {
    /// How bad it is. A warning leaves everything usable and never makes the doctor fail.
    enum Verdict: String {
        case good = "ok", warning, failure
    }

    /// A name that scripts can rely on, such as `terminal.utf8`.
    var code: String
    var verdict: Verdict
    var sentence: String
    /// What helps, where something has to be helped.
    var remedy: String?
    /// How a command ends that fails because of it.
    var status = ExitStatus.failure

    init(_ code: String, _ verdict: Verdict, _ sentence: String, remedy: String? = nil) {
        (self.code, self.verdict, self.sentence, self.remedy) = (code, verdict, sentence, remedy)
    }

    /// A failure with what helps against it.
    init(_ code: String, _ complaint: Complaint, remedy: String? = nil) {
        let usual =
            switch complaint.status {
            case .tryLater: "Try again in a while."
            case .settings: "Correct the settings, or take another profile with --profile."
            default: "Try again; where it stays, report it with the log."
            }
        let advice = complaint.advice.isEmpty ? usual : complaint.advice.joined(separator: " ")
        self.init(code, .failure, complaint.sentence, remedy: remedy ?? advice)
        status = complaint.status
    }
}
