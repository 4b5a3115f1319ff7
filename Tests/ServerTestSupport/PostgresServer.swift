import Foundation
import Glibc

/// A PostgreSQL of the tests' own, with a folder and a socket of its own, stopped and removed when this process ends in
/// whatever way.
package final class PostgresServer: Sendable {
    /// The one that all tests of a run share.
    package static let shared = Task { try PostgresServer() }

    package static let owner = "leadline_owner"
    package static let server = "leadline_server"

    private let folder: String
    private let keeper: Process
    /// The keeper reads from the other end: it stops the server as soon as nobody holds this one.
    private let leash: FileHandle

    /// Starts a server and waits until it answers. There are two roles in it: one that owns what is made, and one to serve.
    package init() throws {
        folder = try Self.makeFolder()
        let reins = Self.pipe(), words = Self.pipe()
        leash = reins.writing
        keeper = Process()
        keeper.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // In a session of its own, so that it outlives whatever ends the tests for as long as it takes to clean up.
        keeper.arguments = ["setsid", "sh", "-c", Self.script, "sh", folder, try Self.run(["pg_config", "--bindir"])]
        keeper.standardInput = reins.reading
        keeper.standardOutput = words.writing
        try keeper.run()
        try words.writing.close()
        try reins.reading.close()
        guard String(decoding: words.reading.availableData, as: UTF8.self).hasPrefix("ready") else {
            throw PostgresFailure(
                words: "PostgreSQL did not start: \(try String(contentsOfFile: folder + "/log", encoding: .utf8))")
        }
        try psql(
            "CREATE ROLE \(Self.owner) LOGIN; CREATE ROLE \(Self.server) LOGIN", as: "postgres", in: "postgres")
    }

    /// What libpq takes for an address.
    package func address(of database: String, as role: String) -> String {
        "postgres:///\(database)?host=\(folder)&user=\(role)"
    }

    /// Runs SQL as a person would who has psql, and returns what it prints, a line a row.
    @discardableResult
    package func psql(_ sql: String, as role: String, in database: String) throws -> String {
        try Self.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", address(of: database, as: role), "-c", sql])
    }

    /// Stops the server as its administrator would, cutting all connections, and starts it again.
    package func restart() throws {
        let restarted = folder + "/restarted"
        try? FileManager.default.removeItem(atPath: restarted)
        try leash.write(contentsOf: Data("restart\n".utf8))
        while !FileManager.default.fileExists(atPath: restarted) { usleep(20_000) }
    }

    /// Runs a program to its end; throws with what it said where it fails.
    package static func run(_ words: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let output = pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output.writing
        process.standardError = output.writing
        try process.run()
        try output.writing.close()
        let text = String(decoding: output.reading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw PostgresFailure(words: text) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func makeFolder() throws -> String {
        // A socket's path has room for a hundred letters.
        let parent = NSTemporaryDirectory().utf8.count < 60 ? NSTemporaryDirectory() : "/tmp/"
        let folder = "\(parent)leadline-pg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { _ = try run(["chown", "postgres", folder]) }
        return folder
    }

    /// A pipe of which no other program gets an end.
    private static func pipe() -> (reading: FileHandle, writing: FileHandle) {
        var ends: [Int32] = [-1, -1]
        precondition(Glibc.pipe(&ends) == 0, "There are no descriptors left.")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (
            FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
            FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        )
    }

    /// PostgreSQL refuses to run as root. What it writes is not meant to outlive the tests, so it need not reach the disk.
    private static let script = """
        folder=$1 programs=$2
        [ "$(id -u)" = 0 ] && as="setpriv --reuid=postgres --regid=postgres --clear-groups" || as=""
        cd "$folder"
        $as "$programs/initdb" -D "$folder/data" -U postgres -A trust --no-sync --locale=C -E UTF8 >log 2>&1 || exit 1
        start() {
            $as "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off \\
                -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off -c log_min_messages=fatal \\
                -c log_min_error_statement=panic </dev/null >>log 2>&1 &
            server=$!
            until "$programs/pg_isready" -q -h "$folder" -U postgres; do
                kill -0 $server 2>/dev/null || return 1
                sleep 0.05
            done
        }
        start && echo ready
        exec >/dev/null
        while read -r word; do
            kill -INT $server && wait $server
            start && touch restarted
        done
        kill -INT $server
        wait $server
        rm -rf "$folder"
        """
}

/// What a program said before it failed.
package struct PostgresFailure: Error, CustomStringConvertible {
    package let words: String
    package var description: String { words }
}
