import Foundation
import Glibc
import TestSupport
import Testing

@testable import leadline

/// A second Unix user on the same machine. Only root can be one for a moment; in other runs the rights alone are looked
/// at, which `canBeNeighbour` says in the test's own output.
@Suite(.serialized) struct NeighbourTests {
    private static let canBeNeighbour = getuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0

    /// What another user gets to see of a file or folder; `nil` where the system says no.
    private func neighbourReads(_ path: String) throws -> Data? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid", "65534", "--regid", "65534", "--clear-groups", "/bin/sh", "-c",
            #"if [ -d "$0" ]; then exec ls "$0"; else exec cat "$0"; fi"#, path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }

    private func mode(_ path: String) throws -> UInt32 {
        var status = stat()
        try #require(lstat(path, &status) == 0)
        return status.st_mode & 0o7777
    }

    /// Everything below the folders that Leadline makes.
    private func ours(_ home: String) throws -> [String] {
        try [".config", ".local/share", ".local/state", ".cache"].flatMap { root -> [String] in
            let folder = "\(home)/\(root)/leadline"
            guard FileManager.default.fileExists(atPath: folder) else { return [] }
            return try [folder] + FileManager.default.subpathsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
        }
    }

    @Test("A neighbour learns nothing from files, from the process, or from the editor's file")
    func neighbour() async throws {
        if !Self.canBeNeighbour {
            print("This run is not root's: another user is not tried, the rights are looked at.")
        }
        let twilio = try await Sitting.account()
        let home = twilio.home.path
        // A home as they usually are: others may look in, so that only what Leadline does itself protects its files.
        for folder in ["", "/.config", "/.local", "/.local/share", "/.local/state", "/.cache"] {
            try FileManager.default.createDirectory(atPath: home + folder, withIntermediateDirectories: true)
            try #require(chmod(home + folder, 0o755) == 0)
        }
        try twilio.home.write("for everyone", to: "control", mode: 0o644)
        try twilio.home.write("[profile.env]\nundo_seconds = 3\n", to: ".config/leadline/config.toml")
        try #require(chmod(home + "/.config/leadline", 0o700) == 0)
        try twilio.home.write(
            "#!/bin/sh\necho \"the editor is here\"; while :; do sleep 1; done", to: "editor", mode: 0o755)
        let sitting = try await Sitting(at: twilio, ["EDITOR": "/bin/sh \(home)/editor"])
        try await sitting.reply("a secret thought")
        sitting.terminal.type("\u{F}")
        #expect(try await sitting.terminal.shows("the editor is here"))

        let paths = try ours(home)
        for name in [".sqlite", ".sqlite-wal", ".sqlite-shm", ".lock", "config.toml", "message.txt"] {
            #expect(paths.contains { $0.hasSuffix(name) }, "\(name)")
        }
        for path in paths { #expect(try mode(path) & 0o077 == 0, "\(path)") }
        let process = "/proc/\(sitting.terminal.child)"
        #expect(try mode(process + "/environ") & 0o077 == 0)
        let arguments = try String(contentsOfFile: process + "/cmdline", encoding: .utf8)
        #expect(!arguments.contains(twilio.greeting.authToken))
        let limits = try String(contentsOfFile: process + "/limits", encoding: .utf8)
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").dropFirst(4).prefix(2).allSatisfy { $0 == "0" } == true)

        guard Self.canBeNeighbour else { return }
        #expect(try neighbourReads(home + "/control") == Data("for everyone".utf8))
        for path in paths { #expect(try neighbourReads(path) == nil, "\(path)") }
        for file in ["environ", "mem", "maps", "fd", "cwd"] {
            #expect(try neighbourReads("\(process)/\(file)") == nil, "\(file)")
        }
    }
}
