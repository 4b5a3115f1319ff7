import Foundation
import Glibc
import Testing

@testable import leadline

/// Folders that somebody else owns or may write into. Only root can give one away; in other runs the rights alone are
/// tried.
@Suite struct ForeignFolderTests {
    private static let folders = [
        ".config/leadline", ".local/share/leadline", ".local/state/leadline", ".cache/leadline",
    ]
    private static let settings = """
        [profile.shop]
        account_sid = "\(accountSID)"
        auth_token = "0123456789abcdef"
        phone_number = "+15550100100"
        """

    private func home() throws -> Home {
        let home = try Home()
        try home.write(Self.settings, to: ".config/leadline/config.toml")
        for folder in Self.folders {
            try FileManager.default.createDirectory(
                atPath: "\(home.path)/\(folder)", withIntermediateDirectories: true)
            try #require(chmod("\(home.path)/\(folder)", 0o700) == 0)
        }
        return home
    }

    @Test("A folder that others may write into is refused at every start, with what helps", arguments: folders)
    func writable(folder: String) async throws {
        let home = try home()
        let path = "\(home.path)/\(folder)"

        for mode: mode_t in [0o777, 0o1777, 0o703] {
            try #require(chmod(path, mode) == 0)
            for command in [["leads"], ["sync"], ["send", "+12025550123", "x"], ["doctor"], []] {
                let outcome = try await leadline(command, in: home.environment)
                #expect(outcome.code == ExitStatus.settings.rawValue, "\(command)")
                #expect((outcome.errors + outcome.output).contains("chmod go= "), "\(command)")
            }
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o7777 == mode)
        }
        try #require(chmod(path, 0o755) == 0)
        #expect(try await leadline(["leads"], in: home.environment).code == 0)
    }

    @Test("A folder of another user is refused at every start", .enabled(if: getuid() == 0), arguments: folders)
    func foreign(folder: String) async throws {
        let home = try home()
        try #require(chown("\(home.path)/\(folder)", 65534, 65534) == 0)

        for command in [["leads"], ["doctor"], []] {
            let outcome = try await leadline(command, in: home.environment)
            #expect(outcome.code == ExitStatus.settings.rawValue, "\(command)")
            #expect((outcome.errors + outcome.output).contains("belongs to another user"), "\(command)")
        }
    }

    @Test("Nothing is made in the home of another user", .enabled(if: getuid() == 0))
    func foreignHome() async throws {
        let home = try Home()
        try #require(chown(home.path, 65534, 65534) == 0)
        let account = [
            "TWILIO_ACCOUNT_SID": accountSID, "TWILIO_AUTH_TOKEN": "0123456789abcdef",
            "TWILIO_PHONE_NUMBER": "+15550100100", "TWILIO_API_URL": "http://127.0.0.1:9",
        ]
        let environment = home.environment.merging(account) { $1 }

        for command in [["leads"], ["sync"], ["doctor"], ["send", "+12025550123", "x"], ["import", "-"]] {
            let outcome = try await leadline(command, in: environment, input: "Ana,+12125550132\n")
            #expect(outcome.code == ExitStatus.settings.rawValue, "\(command)")
            #expect((outcome.errors + outcome.output).contains("belongs to another user"), "\(command)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
    }

    @Test("A group that others are in may not write either; a settings file may be named in a folder like /tmp")
    func groupsAndSharedFolders() async throws {
        let home = try home()
        let shared = home.path + "/shared"
        try home.write(Self.settings, to: "shared/config.toml")

        try #require(chmod(shared, 0o1777) == 0)
        #expect(try await leadline(["--config", shared + "/config.toml", "leads"], in: home.environment).code == 0)
        try #require(chmod(shared, 0o777) == 0)
        let refused = try await leadline(["--config", shared + "/config.toml", "leads"], in: home.environment)
        #expect(refused.code == ExitStatus.settings.rawValue && refused.errors.contains("chmod go= "))

        guard getuid() == 0 else { return }
        let data = home.path + "/.local/share/leadline"
        try #require(chown(data, 0, 65534) == 0 && chmod(data, 0o770) == 0)
        #expect(try await leadline(["leads"], in: home.environment).code == ExitStatus.settings.rawValue)
    }
}
