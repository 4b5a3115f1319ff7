import Foundation
import Glibc

/// A PostgreSQL of the tests' own, with a folder and a socket of its own, stopped and removed when this process ends in
/// whatever way.
package final class PostgresServer: Sendable {
    /// The one that all tests of a run share.
    package static let shared = Task { try await PostgresServer.start() }

    package static let owner = "leadline_owner"
    package static let server = "leadline_server"

    private let folder: String
    /// The way to the keeper, who stops the server as soon as nobody holds this end.
    private let leash: ProgramLine

    /// Starts a server and waits until it answers. There are two roles in it: one that owns what is made, and one to serve.
    package static func start() async throws -> PostgresServer { try await onThreadOfItsOwn { try PostgresServer() } }

    private init() throws {
        // A socket's path has room for a hundred letters.
        let parent = NSTemporaryDirectory().utf8.count < 60 ? NSTemporaryDirectory() : "/tmp/"
        folder = "\(parent)leadline-pg-\(UUID().uuidString.prefix(8))"
        let programs = try StartedProgram.run(["pg_config", "--bindir"])
        let (ours, theirs) = try ProgramLine.pair()
        leash = ours
        // In a session of its own, so that it outlives whatever ends the tests for as long as it takes to clean up.
        _ = try StartedProgram(
            ["sh", "-c", Self.keeper, "sh", folder, programs], input: theirs, output: theirs, isOwnSession: true)
        theirs.close()
        try hearThatItAnswers()
        try psql("CREATE ROLE \(Self.owner) LOGIN; CREATE ROLE \(Self.server) LOGIN", as: "postgres", in: "postgres")
    }

    /// What libpq takes for an address.
    package func address(of database: String, as role: String) -> String {
        "postgres:///\(database)?host=\(folder)&user=\(role)"
    }

    /// Runs SQL as a person would who has psql, and returns what it prints, a line a row.
    @discardableResult
    package func psql(_ sql: String, as role: String, in database: String) throws -> String {
        try StartedProgram.run([
            "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", address(of: database, as: role), "-c", sql,
        ])
    }

    /// Makes a database without tables, whose owner is the one that owns; its name.
    package func makeDatabase() throws -> String {
        let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try psql("CREATE DATABASE \(name) OWNER \(Self.owner)", as: "postgres", in: "postgres")
        return name
    }

    /// Stops the server as its administrator would, cutting all connections, and starts it again.
    package func restart() async throws {
        try await stop()
        try await begin()
    }

    /// Stops the server, cutting all connections.
    package func stop() async throws { try await order("stop") }

    /// Starts the server that was stopped.
    package func begin() async throws { try await order("begin") }

    private func order(_ word: String) async throws {
        try await Self.onThreadOfItsOwn { [self] in
            try leash.say(word)
            try hearThatItAnswers()
        }
    }

    private func hearThatItAnswers() throws {
        let words = try leash.hear(until: .line)
        if words == "ready" { return }
        let log = try? String(contentsOfFile: folder + "/log", encoding: .utf8)
        throw ProgramFailure(words: "PostgreSQL did not start: \(words) \(log ?? "")")
    }

    /// Tests share a few threads, and a start takes seconds.
    private static func onThreadOfItsOwn<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    /// PostgreSQL refuses to run as root. What it writes is not meant to outlive the tests, so it need not reach the disk.
    /// Where nobody hears the keeper any more, it goes on to clean up.
    private static let keeper = """
        folder=$1 programs=$2
        trap : PIPE
        mkdir -p "$folder" && cd "$folder" && exec 2>>log || exit 1
        as=""
        if [ "$(id -u)" = 0 ]; then
            as="setpriv --reuid=postgres --regid=postgres --clear-groups"
            chown postgres .
        fi
        start() {
            $as "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off \\
                -c max_connections=800 -c shared_buffers=64MB -c autovacuum=off -c log_min_messages=fatal \\
                -c log_min_error_statement=panic </dev/null >>log &
            server=$!
            until "$programs/pg_isready" -q -h "$folder" -U postgres >>log; do
                kill -0 $server || return 1
                sleep 0.05
            done
        }
        $as "$programs/initdb" -D "$folder/data" -U postgres -A trust --no-sync --locale=C -E UTF8 </dev/null >>log &&
            start && echo ready || echo failed
        while read -r word; do
            case $word in
            stop) kill -INT $server; wait $server; echo ready ;;
            begin) start && echo ready || echo failed ;;
            esac
        done
        [ -n "$server" ] && kill -QUIT $server && wait $server
        cd / && rm -rf "$folder"
        """
}
