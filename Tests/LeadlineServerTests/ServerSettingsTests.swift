import CRM
import Messaging
import ServerHTTP
import ServerStore
import Testing

@testable import leadline_server

@Suite("What the environment says about how to serve")
struct ServerSettingsTests {
    private func settings(_ variables: [String: String]) -> ServerSettings {
        ServerSettings(ServerEnvironment(["HOME": "/home/ann"].merging(variables) { $1 }))
    }

    @Test("Without any setting it serves a file of this user, on this machine alone")
    func none() throws {
        let settings = settings([:])
        let file = "/home/ann/.local/share/leadline/server.sqlite"

        #expect(try settings.database == .sqlite(path: file) && settings.keyFile == file + ".key")
        #expect(try settings.places == [.tcp(host: "127.0.0.1", port: 3001)] && settings.publicBases == [])
        #expect(try !settings.isDevelopment)
        #expect(try self.settings(["XDG_DATA_HOME": "/d"]).database == .sqlite(path: "/d/leadline/server.sqlite"))
        #expect(try self.settings(["XDG_DATA_HOME": "d", "DATABASE_URL": ""]).database == .sqlite(path: file))
    }

    @Test("It listens at a list of places, and says which it does not understand")
    func places() throws {
        #expect(
            try settings(["LEADLINE_LISTEN": "0.0.0.0:80, [::1]:3001 unix:/run/l.sock,localhost:0"]).places == [
                .tcp(host: "0.0.0.0", port: 80), .tcp(host: "::1", port: 3001), .unix(path: "/run/l.sock"),
                .tcp(host: "localhost", port: 0),
            ])
        for text in [
            "3001", ":3001", "a:x", "a:65536", "::1:3001", "unix:l.sock", "unix:/" + String(repeating: "x", count: 120),
            ",",
        ] {
            let error = #expect(throws: ServerComplaint.self) { try settings(["LEADLINE_LISTEN": text]).places }
            #expect(error?.status == .settings && error?.sentence.contains("LEADLINE_LISTEN") == true)
        }
    }

    @Test("Credentials of the environment count in development alone, and only all three of them")
    func fallback() throws {
        let all = [
            "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "secret", "TWILIO_PHONE_NUMBER": "+15551234567",
        ]
        let development = ["LEADLINE_ENV": "development"]

        let found = try settings(all.merging(development) { $1 }).fallbackCredentials
        #expect(found?.accountSID == "AC1" && found?.phoneNumber.e164 == "+15551234567")
        #expect(try settings(all).fallbackCredentials == nil && settings(development).fallbackCredentials == nil)
        for (name, wrong) in [("TWILIO_AUTH_TOKEN", ""), ("TWILIO_PHONE_NUMBER", "5551234567")] {
            let error = #expect(throws: ServerComplaint.self) {
                try settings(all.merging(development) { $1 }.merging([name: wrong]) { $1 }).fallbackCredentials
            }
            #expect(error?.status == .settings && error?.sentence.contains(name) == true)
        }
    }

    @Test("The public address is the first of WEBHOOK_URL and API_URL, and plain http stays on this machine")
    func bases() throws {
        #expect(
            try settings(["WEBHOOK_URL": "https://A.example/x/, https://b.example", "API_URL": "https://c.example"])
                .publicBases == ["https://a.example/x", "https://b.example"])
        #expect(try settings(["API_URL": "http://127.0.0.1:9/"]).publicBases == ["http://127.0.0.1:9"])
        for text in [
            "http://crm.example", "crm.example", "https://u:p@crm.example", "https://crm.example/?a", "https://",
        ] {
            let error = #expect(throws: ServerComplaint.self) { try settings(["WEBHOOK_URL": text]).publicBases }
            #expect(error?.sentence.contains("WEBHOOK_URL") == true && error?.sentence.contains("u:p") == false)
        }
        #expect(throws: ServerComplaint.self) { try settings(["TWILIO_API_URL": "ftp://x"]).twilioBase }
    }

    @Test("With PostgreSQL the key file and the owner's address are needed, and the role that serves is known")
    func postgres() throws {
        let url = "postgres://serve:s3cret@db.example/crm"
        let bare = settings(["DATABASE_URL": url])
        #expect(throws: ServerComplaint.self) { try bare.keyFile }
        #expect(throws: ServerComplaint.self) { try bare.ownerDatabase }

        let owner = try settings(["DATABASE_URL": url, "LEADLINE_OWNER_URL": "postgres://own@db.example/crm"])
            .ownerDatabase
        #expect(owner.servedBy == "serve" && owner.address == .postgres("postgres://own@db.example/crm"))
        let parameter = settings([
            "DATABASE_URL": "postgres:///crm?host=/run/x&user=role", "LEADLINE_OWNER_URL": "postgres:///crm?user=o",
        ])
        #expect(try parameter.ownerDatabase.servedBy == "role")
        let nameless = settings(["DATABASE_URL": "postgres:///crm", "LEADLINE_OWNER_URL": "postgres:///crm"])
        #expect(throws: ServerComplaint.self) { try nameless.ownerDatabase }
        let wrong = #expect(throws: ServerComplaint.self) {
            try settings(["DATABASE_URL": "mysql://u:s3cret@x"]).database
        }
        #expect(wrong?.sentence.contains("s3cret") == false)
    }

    @Test("The file of the development adds what is not set, and nothing else")
    func file() throws {
        let file = """
            # comment
            export A="one two"
            B = 'x' # no
            C=3 # three
            HOME=/elsewhere
            nonsense
            """
        let all = ServerEnvironment(["HOME": "/home/ann"]).adding(file: file)

        #expect(all["A"] == "one two" && all["C"] == "3" && all["HOME"] == "/home/ann" && all["nonsense"] == nil)
        #expect(throws: ServerComplaint.self) { try settings(["LEADLINE_ENV": "test"]).isDevelopment }
    }
}
