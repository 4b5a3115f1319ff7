/// Why no screen can be had. The program then prints its text form instead.
package nonisolated enum TerminalError: Error, Hashable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// Neither the terminal's own type nor the ones tried in its place can address a cursor.
    case unusableType(String)
    /// A system call failed that never should.
    case ourFault(String)

    package var description: String {
        switch self {
        case .notATerminal: "this is no terminal: leadline's screen needs one, its commands do not"
        case .unusableType(let type): "no usable description for terminals of type “\(type)”: set TERM"
        case .ourFault(let detail): "the terminal could not be set up: \(detail)"
        }
    }
}
