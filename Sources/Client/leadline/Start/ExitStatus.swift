/// How a command ended, in the number that the shell sees.
enum ExitStatus: Int32, Sendable {
    /// Done, or handed over to whoever finishes it.
    case done = 0
    case failure = 1
    /// A request left and nobody knows what became of it.
    case outcomeUnknown = 2
    /// The network, the remote or another process is in the way for now.
    case tryLater = 3
    /// Will never work as it was asked.
    case refused = 4
    /// Settings or credentials are missing or wrong.
    case settings = 5
    /// The recipient does not want messages, or not now.
    case blocked = 6
    case usage = 64
}
