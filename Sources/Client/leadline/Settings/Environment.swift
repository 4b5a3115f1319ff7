import FoundationEssentials

/// The variables that Leadline was started with, as one value that tests can make up.
///
/// An empty variable counts as one that is not set.
struct Environment: Sendable {
    private let variables: [String: String]

    init(_ variables: [String: String]) {
        self.variables = variables.filter { !$0.value.isEmpty }
    }

    /// What this process got.
    static var ofProcess: Environment { Environment(ProcessInfo.processInfo.environment) }

    subscript(name: String) -> String? { variables[name] }

    var names: [String] { variables.keys.sorted() }

    /// Everything but what could lead to a real account: for the demo, and for programs such as an editor or a browser,
    /// which have no use for it and may put it into a report of their crash.
    var withoutAccounts: Environment {
        Environment(variables.filter { !$0.key.hasPrefix("TWILIO_") && !$0.key.hasPrefix("LEADLINE_") })
    }

    /// The same variables with one of them changed.
    func setting(_ name: String, to value: String) -> Environment {
        Environment(variables.merging([name: value]) { $1 })
    }

    /// `NAME=value` lines, as a child process takes them.
    var lines: [String] { variables.map { "\($0.key)=\($0.value)" }.sorted() }
}
