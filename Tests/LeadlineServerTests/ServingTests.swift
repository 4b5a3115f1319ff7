import Foundation
import Glibc
import HTTPTypes
import ServerTestSupport
import TestSupport
import Testing

@Suite("The server as a program, on SQLite", .serialized)
struct ServingTests {
    @Test("With nothing but itself it makes its file and its key, serves, and stops in good order")
    func firstStart() async throws {
        let line = try ServerLine()
        let token = try await line.owner("ann")
        let server = try line.start("serve", "--json")
        let base = try await server.base()

        let me = try await line.ask(base, "/api/me", as: token)
        #expect(me.status == 200 && me.text.contains(#""server":{"id":"#) && me.text.contains(#""epoch":"#))
        #expect(try await line.ask(base, "/api/me", as: nil).status == 401)
        #expect(try await line.ask(base, "/healthz", as: nil).status == 200)
        let ready = try await line.ask(base, "/readyz", as: nil)
        #expect(ready.status == 200 && ready.text.contains(#""database":"ok","schema":"ok","keys":"ok""#))
        #expect(try await line.ask(base, "/openapi.json", as: nil).text.contains("/api/users"))
        server.signal(SIGTERM)

        #expect(await server.status == 0)
        for file in ["server.sqlite", "server.sqlite.key"] {
            let path = line.folder.path + "/.local/share/leadline/" + file
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(file)")
        }
    }

    @Test("Twilio's addresses are there without a token, refuse what is not signed, and have a disk of their own")
    func webhooks() async throws {
        let line = try ServerLine()
        let server = try line.start("serve", "--json")
        let base = try await server.base()

        for path in ["/api/webhooks/twilio/sms?a=b", "/api/webhooks/twilio/status"] {
            let answer = try await line.ask(base, path, as: nil, method: .post, "AccountSid=AC1")
            #expect(answer.status == 403 && answer.text.contains("webhook_signature_invalid"))
        }
        let metrics = try await line.ask(base, "/metrics", as: nil).text
        #expect(metrics.contains("leadline_webhooks_refused 2.0\n"))
        for name in ["jobs_due", "jobs_buried", "jobs_oldest_seconds", "events_due", "spool_aside"] {
            #expect(metrics.contains("leadline_\(name) 0.0\n"), "\(name)")
        }
        #expect(metrics.contains(#"route="/api/webhooks/twilio/sms",status="403""#))
        let folder = line.folder.path + "/.local/share/leadline/server.sqlite.spool"
        let rights = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(rights == 0o700)
        try Data().write(to: URL(fileURLWithPath: folder + "/018f0000-0000-7000-8000-00000000abcd.homeless"))
        let doctor = try await line.run("doctor")
        #expect(doctor.status == 0 && doctor.said.contains("Webhooks of tenants that the database does not have"))
        server.signal(SIGTERM)
        #expect(await server.status == 0)
    }

    @Test("What is being answered when the server is asked to stop is answered to its end")
    func stopping() async throws {
        let line = try ServerLine()
        let token = try await line.owner("ann")
        let server = try line.start("serve", "--json")
        let base = try await server.base()

        let statuses = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<60 {
                group.addTask {
                    // Who comes too late is not let in; who was let in is answered.
                    try? await line.ask(
                        base, "/api/users", as: token, method: .post, #"{"name":"user \#(number)"}"#
                    ).status
                }
            }
            try await Task.sleep(for: .milliseconds(60))
            server.signal(SIGTERM)
            return try await group.reduce(into: [Int?]()) { $0.append($1) }
        }

        #expect(await server.status == 0)
        #expect(statuses.allSatisfy { $0 == nil || $0 == 201 })
        let again = try line.start("serve", "--json")
        let users = try await line.ask(try await again.base(), "/api/users?limit=200", as: token).text
        let count = users.components(separatedBy: "\"user ").count - 1
        #expect(count >= statuses.count { $0 == 201 })
        again.signal(SIGINT)
        #expect(await again.status == 0)
    }

    @Test("Who waits for changes is told at once of what others do, and holds up no server that is asked to stop")
    func waiting() async throws {
        let line = try ServerLine()
        let token = try await line.owner("ann")
        let server = try line.start("serve", "--json")
        let base = try await server.base()
        let next = try await end(line, base, token)

        async let told = line.ask(base, "/api/changes?since=\(next)&wait=25", as: token)
        try await Task.sleep(for: .milliseconds(200))
        let added = try await line.ask(base, "/api/users", as: token, method: .post, #"{"name":"bob"}"#)
        #expect(try await told.text.contains(#""name":"bob""#) && added.status == 201)
        let later = try await end(line, base, token)
        async let idle = line.ask(base, "/api/changes?since=\(later)&wait=25", as: token)
        try await Task.sleep(for: .milliseconds(200))
        let asked = ContinuousClock.now
        server.signal(SIGTERM)

        #expect(try await idle.text.contains(#""items":[]"#))
        #expect(await server.status == 0)
        #expect(ContinuousClock.now - asked < .seconds(20))
    }

    @Test("Who has begun a request and does not go on holds up no server that is asked to stop")
    func halfSent() async throws {
        let line = try ServerLine()
        let path = NSTemporaryDirectory() + "h\(UInt32.random(in: 0...UInt32.max))"
        defer { unlink(path) }
        let server = try line.start("serve", "--json", with: ["LEADLINE_LISTEN": "127.0.0.1:0,unix:\(path)"])
        _ = try await server.base()
        let halves = [
            "GET /healthz HTTP/1.1\r\nHo",
            "POST /api/webhooks/twilio/sms HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nBody=",
        ]
        let connections = try halves.map { try RawConnection.begin(path, saying: $0) }
        defer { for connection in connections { close(connection) } }
        try await Task.sleep(for: .milliseconds(200))
        let asked = ContinuousClock.now

        server.signal(SIGTERM)

        #expect(await server.status == 0)
        // Connections that are idle are closed after 75 seconds.
        #expect(ContinuousClock.now - asked < .seconds(45))
    }

    /// The cursor of where the feed is now.
    private func end(_ line: ServerLine, _ base: String, _ token: String) async throws -> String {
        let text = try await line.ask(base, "/api/changes?since=now", as: token).text
        let page = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(page?["next"] as? String)
    }

    @Test("Killed and started again, it has everything that it has said yes to")
    func killed() async throws {
        let line = try ServerLine()
        let token = try await line.owner("ann")
        var promised: [String] = []
        for round in 0..<3 {
            let server = try line.start("serve", "--json")
            let base = try await server.base()
            for number in 0..<5 {
                let name = "user \(round) \(number)"
                let answer = try await line.ask(base, "/api/users", as: token, method: .post, #"{"name":"\#(name)"}"#)
                #expect(answer.status == 201)
                promised.append(name)
            }
            server.signal(SIGKILL)
            #expect(await server.status == nil)
        }
        let server = try line.start("serve", "--json")
        let users = try await line.ask(try await server.base(), "/api/users?limit=200", as: token).text

        for name in promised { #expect(users.contains("\"\(name)\"")) }
    }

    @Test("No token and no key is in what it prints, logs or counts")
    func secrets() async throws {
        let line = try ServerLine()
        let token = try await line.owner("ann")
        let server = try line.start("serve", "--json")
        let base = try await server.base()
        let made = try await line.ask(base, "/api/me", as: token)
        let id = String(made.text.components(separatedBy: #""id":""#)[1].prefix(36))
        let other = try await line.ask(
            base, "/api/tokens", as: token, method: .post,
            #"{"user_id":"\#(id)","label":"my label","scopes":["read"]}"#)
        let secret = other.text.components(separatedBy: #""token":""#).last?.prefix(57) ?? ""
        #expect(other.status == 201 && secret.hasPrefix("leadline_user_"))
        _ = try await line.ask(base, "/api/me?token=\(token)", as: "leadline_user_wrong")
        _ = try await line.ask(base, "/api/\(token)", as: String(secret))
        let metrics = try await line.ask(base, "/metrics", as: nil).text
        server.signal(SIGTERM)
        _ = await server.status

        let key = try String(
            contentsOfFile: line.folder.path + "/.local/share/leadline/server.sqlite.key", encoding: .utf8)
        let keyWord = try #require(key.split(separator: "\n").last?.split(separator: " ").last)
        for text in [server.said, server.log, metrics] {
            for word in [token[...], secret, keyWord, "leadline_user_wrong", "my label"] {
                #expect(!text.contains(word))
            }
        }
        #expect(server.log.contains("/api/tokens") && metrics.contains(#"route="/api/tokens""#))
    }

    @Test("A channel's token is sealed and told nowhere, and outlives a new key while the server serves")
    func channels() async throws {
        // Nobody answers there, and an inactive channel asks nobody.
        let line = try ServerLine(["TWILIO_API_URL": "http://127.0.0.1:9"])
        let token = try await line.owner("ann")
        let server = try line.start("serve", "--json")
        let base = try await server.base()
        let secret = "0123456789abcdef0123456789abcd42"
        let order =
            #"{"type":"twilio_sms","name":"Sales","status":"inactive","credentials":{"phoneNumber":"+12025550147","#
            + #""accountSid":"AC0123456789abcdef0123456789abcdef","authToken":"\#(secret)"}}"#

        let made = try await line.ask(base, "/api/channels", as: token, method: .post, order)
        let rotated = try await line.run("key", "rotate")
        let list = try await line.ask(base, "/api/channels", as: token).text
        let metrics = try await line.ask(base, "/metrics", as: nil).text
        server.signal(SIGTERM)
        #expect(await server.status == 0)

        #expect(made.status == 201 && made.text.contains(secret) && rotated.status == 0)
        #expect(list.contains("cd42") && list.contains("Sales"))
        let file = line.folder.path + "/.local/share/leadline/server.sqlite"
        let dump = try StartedProgram.run(["sqlite3", file, ".dump"])
        for text in [list, metrics, rotated.said, rotated.log, server.said, server.log, dump] {
            #expect(!text.contains(secret))
        }
    }

    @Test("What is wrong with the settings is said by name, with an exit code of its own")
    func slips() async throws {
        let line = try ServerLine()
        for (name, value) in [
            ("LEADLINE_LISTEN", "here"), ("WEBHOOK_URL", "http://crm.example"), ("LEADLINE_ENV", "test"),
            ("DATABASE_URL", "mysql://x"), ("TWILIO_API_URL", "x"),
        ] {
            let (status, _, log) = try await line.run("serve", with: [name: value])
            #expect(status == 5 && log.contains(name), "\(name): \(log)")
        }
        #expect(try await line.run("user", "suspend", "nobody").status == 4)
        #expect(try await line.run("serve", "--nonsense").status == 64)
        _ = try await line.owner("ann")
        let taken = try await line.run("user", "add", "ann")
        #expect(taken.status == 4 && taken.log.contains("name"))
        #expect(try await line.run("doctor").status == 0)
    }

    @Test("Where something sealed waits for its key, no second key is made")
    func missingKey() async throws {
        let line = try ServerLine()
        _ = try await line.owner("ann")
        let file = line.folder.path + "/.local/share/leadline/server.sqlite"
        _ = try StartedProgram.run([
            "sqlite3", file,
            """
            INSERT INTO channels (user_id, type, name, status, credentials)
            SELECT user_id, 'twilio_sms', 'x', 'inactive', json_object('accountSid', 'AC1') FROM user_route;
            UPDATE channels SET sealed_at = 1;
            """,
        ])

        let (status, _, log) = try await line.run("serve")

        #expect(status == 5 && log.contains("key"))
        #expect(!FileManager.default.fileExists(atPath: file + ".key"))
        #expect(try await line.run("doctor").status == 5)
    }

    @Test("Over a Unix socket it knows the caller's account, and an old socket is no obstacle")
    func socket() async throws {
        let line = try ServerLine()
        let path = NSTemporaryDirectory() + "l\(UInt32.random(in: 0...UInt32.max))"
        defer { unlink(path) }
        _ = try await line.owner("ann")
        let account = try StartedProgram.run(["id", "-un"]).trimmingCharacters(in: .whitespacesAndNewlines)
        let made = try await line.run("token", "create", "ann", "--account", account, "--scopes", "read")
        let token = made.said.split(separator: "\n").last.map(String.init) ?? ""
        let request = "GET /api/me HTTP/1.1\r\nHost: l\r\nAuthorization: Bearer \(token)\r\nConnection: close\r\n\r\n"
        for end in [SIGKILL, SIGTERM] {
            let server = try line.start("serve", "--json", with: ["LEADLINE_LISTEN": "127.0.0.1:0,unix:\(path)"])
            let base = try await server.base()

            let answer = try await RawConnection.ask(path, Array(request.utf8))
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(try await line.ask(base, "/api/me", as: token).status == 401)
            let second = try await line.run("serve", with: ["LEADLINE_LISTEN": "unix:\(path)"])
            #expect(second.status == 5 && second.log.contains("LEADLINE_LISTEN"))
            server.signal(end)
            _ = await server.status
        }
    }
}
