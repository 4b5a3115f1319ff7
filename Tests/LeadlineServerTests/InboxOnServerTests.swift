import Foundation
import Glibc
import Messaging
import ServerStore
import TestSupport
import Testing

/// A server with one tenant, behind a socket, and the client of its owner.
private struct ServedInbox: Sendable {
    let line: ServerLine
    let token: String
    let socket: String

    init() async throws {
        var line = try ServerLine()
        socket = line.folder.path + "/socket"
        line.environment["LEADLINE_LISTEN"] = "127.0.0.1:0,unix:\(socket)"
        self.line = line
        token = try await line.owner("ann")
    }

    func serve() async throws -> (server: ServerProcess, base: String) {
        let server = try line.start("serve", "--json")
        return (server, try await server.base())
    }

    /// The server's own rows.
    func open() async throws -> TenantStore {
        let path = line.folder.path + "/.local/share/leadline/server.sqlite"
        return try await TenantStore(
            .sqlite(path: path),
            StoreSurroundings(
                now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
                uptime: { Uptime(milliseconds: Int64(ProcessInfo.processInfo.systemUptime * 1000)) },
                chance: { .random(in: .min ... .max) }))
    }

    /// A lead writes, as a webhook's worker writes it down.
    func hear(_ number: Int, _ body: String) async throws {
        let store = try await open()
        let (tenant, user) = try await owner(base: nil)
        try await store.write(tenant) { t in
            let channel =
                try t.channels.list(limit: 1).first
                ?? t.channels.create(
                    NewChannel(
                        user: user, name: "Shop",
                        credentials: ChannelCredentials(
                            accountSid: "AC0123456789abcdef0123456789abcdef", authToken: "enc:v1:1:AAAA",
                            phoneNumber: "+15550100001")), id: t.newID())
            let lead = try t.leads.findOrMake("+15550100077")
            let conversation = try t.conversations.findOrMake(
                ConversationKey(ourAddress: "+15550100001", remoteJID: "sms_15550100077"), lead: lead.id,
                channel: channel.id)
            let sid = "SM" + String(repeating: "0", count: 27) + String(10_000 + number)
            _ = try t.messages.insert(
                NewMessage(in: conversation.id, .inbound, externalID: sid, body: body, createdAt: t.now))
            try t.conversations.spoke(.inbound, in: conversation.id, at: t.now)
            try t.leads.heard(lead.id, at: t.now)
        }
        try await store.close()
    }

    private func owner(base: String?) async throws -> (TenantID, UserID) {
        let text = try String(contentsOfFile: line.folder.path + "/me", encoding: .utf8)
        let ids = text.split(separator: " ").map(String.init)
        return (try #require(TenantID(ids[0])), try #require(UserID(ids[1])))
    }

    /// Notes who the token belongs to.
    func learn(_ base: String) async throws {
        let text = try await line.ask(base, "/api/me", as: token).text
        let me = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String: Any]])
        let ids = [me["tenant"]?["id"], me["user"]?["id"]].compactMap { $0 as? String }
        try ids.joined(separator: " ").write(toFile: line.folder.path + "/me", atomically: true, encoding: .utf8)
    }

    func client(_ arguments: String..., token: String? = nil) throws -> ServerProcess {
        try ServerProcess(
            arguments, ["LEADLINE_SERVER": "unix:\(socket)", "LEADLINE_TOKEN": token ?? self.token],
            in: line.folder.path, program: "leadline")
    }

    func run(_ arguments: String..., token: String? = nil) async throws -> (status: Int32?, said: String, log: String) {
        let client = try ServerProcess(
            arguments, ["LEADLINE_SERVER": "unix:\(socket)", "LEADLINE_TOKEN": token ?? self.token],
            in: line.folder.path, program: "leadline")
        let status = await client.status
        return (status, client.said, client.log)
    }
}

@Suite("The inbox of a client, fed by the server", .serialized)
struct InboxOnServerTests {
    private func until(_ holds: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1000 {
            if try await holds() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test(
        "What the server hears is in the client, at once while it runs, and without a second full read after both died")
    func story() async throws {
        let inbox = try await ServedInbox()
        let (first, base) = try await inbox.serve()
        try await inbox.learn(base)
        try await inbox.hear(1, "the first")

        let sync = try await inbox.run("sync")
        #expect(sync.status == 0, "\(sync.log)")
        #expect(try await inbox.run("show", "+15550100077", "--json").said.contains("the first"))
        let leads = try await inbox.run("leads", "--json")
        #expect(leads.said.contains(#""unread":1"#), "\(leads.said)")

        let watch = try inbox.client("watch")
        try await Task.sleep(for: .milliseconds(700))
        try await inbox.hear(2, "while it watches")
        #expect(try await until { watch.said.contains("while it watches") }, "\(watch.said) \(watch.log)")

        watch.signal(SIGKILL)
        first.signal(SIGKILL)
        _ = (await watch.status, await first.status)
        try await inbox.hear(3, "while both were away")
        let offline = try await inbox.run("sync")
        #expect(offline.status == 3 && offline.log.contains("The server cannot be reached"), "\(offline.log)")

        let (second, newBase) = try await inbox.serve()
        let again = try await inbox.run("sync")
        #expect(again.status == 0, "\(again.log)")
        let talk = try await inbox.run("show", "+15550100077", "--json").said
        #expect(["the first", "while it watches", "while both were away"].allSatisfy(talk.contains))
        let metrics = try await inbox.line.ask(newBase, "/metrics", as: nil).text
        #expect(metrics.contains(#"route="/api/changes""#))
        #expect(!metrics.contains(#"route="/api/messages""#))
        second.signal(SIGTERM)
        #expect(await second.status == 0)
    }

    @Test("What a person decides reaches the server, and a token that is wrong is told with its remedy")
    func wishes() async throws {
        let inbox = try await ServedInbox()
        let (server, base) = try await inbox.serve()
        try await inbox.learn(base)
        try await inbox.hear(1, "the first")
        #expect(try await inbox.run("sync").status == 0)

        #expect(try await inbox.run("do", "name", "+15550100077", "Ann").status == 0)
        #expect(try await inbox.run("do", "done", "+15550100077").status == 0)
        let sync = try await inbox.run("sync")
        #expect(sync.status == 0, "\(sync.log)")

        let told = try await inbox.line.ask(base, "/api/leads", as: inbox.token).text
        #expect(told.contains(#""name":"Ann""#) && told.contains(#""state":"closed""#), "\(told)")
        let wrong = try await inbox.run("sync", token: "nonsense")
        #expect(wrong.status == 5 && wrong.log.contains("token"), "\(wrong.log)")
        let doctor = try await inbox.run("doctor", "--json")
        #expect(doctor.said.contains("The token is ann's."), "\(doctor.said)")
        server.signal(SIGTERM)
        #expect(await server.status == 0)
    }
}
