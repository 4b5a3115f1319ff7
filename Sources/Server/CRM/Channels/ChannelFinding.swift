/// One thing that was found out about a channel: a word for scripts, and two sentences for people.
package struct ChannelFinding: Hashable, Sendable {
    package enum Severity: String, CaseIterable, Sendable {
        /// As it should be.
        case good
        /// Works, but not as it should.
        case soft
        /// Keeps the channel from working; it is not made active.
        case hard
    }

    package let code: String
    package let severity: Severity
    package let detail: String
    package let remedy: String?

    init(_ code: String, _ severity: Severity, _ detail: String, _ remedy: String? = nil) {
        (self.code, self.severity, self.detail, self.remedy) = (code, severity, detail, remedy)
    }
}
