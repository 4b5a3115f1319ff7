import ArgumentParser
import Glibc
import Messaging
import Terminal

/// `leadline` without a command: opens the inbox.
///
/// It has a name, `inbox`, so that an argument parser can make it the default; nobody needs to type it.
struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox", abstract: "Open the inbox; the same as no command at all.")

    @OptionGroup var profile: ProfileOptions

    func run() throws { try InboxOpening(choice: profile.choice).run() }
}

/// What opening the inbox comes to: the screen, its text form, or first of all the set-up.
struct InboxOpening {
    let choice: ProfileChoice

    func run() throws {
        let hasTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        if hasTerminal { try FirstStart.setUpIfNeeded(choice) }
        let desk = try Desk(choice)
        guard hasTerminal, desk.environment["TERM"] != "dumb" else { return try TextForm(desk: desk).print() }
        try MainActor.assumeIsolated { try InboxSession(desk: desk).open() }
    }
}

extension InboxSession {
    /// Opens the inbox, or its text form on a terminal that cannot show it.
    @MainActor
    func open() throws {
        do {
            try run()
        } catch let error as TerminalError {
            Program.warn(error.description)
            try TextForm(desk: desk).print()
        }
    }
}

/// The inbox for terminals that cannot be drawn on, and for pipes: the lead table as lines.
///
/// No escape sequence is ever written here. What it is and why goes to standard error, so that a pipe gets rows alone.
struct TextForm {
    let desk: Desk

    func print() throws {
        desk.warnings.forEach(Program.warn)
        Program.warn(
            "This is no terminal that can be drawn on; here are the leads as text. `leadline --help` has more.")
        try LeadListing(desk: desk, store: desk.openStore(), isJSON: false)
            .print(LeadQuery(limit: 0), limit: nil)
    }
}
