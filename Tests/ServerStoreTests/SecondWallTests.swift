import Messaging
import ServerTestSupport
import Testing

@testable import ServerStore

@Suite("Whose rows a query gets, whatever it asks for")
struct SecondWallTests {
    /// A tenant with a row in every table.
    static func furnished(_ place: StorePlace, _ name: String) async throws -> (tenant: TenantID, user: UserID) {
        let (tenant, user) = try await place.tenant(name)
        let channel = try await ChannelRowTests.create(place, tenant, user)
        try await place.store.write(tenant) { t in
            try t.tokens.create(for: user, hash: Array(name.utf8), scopes: [.read], deviceLabel: "")
            try t.audit.append("user.created", by: AuditActor(user: user))
            _ = try t.idempotency.begin("key", of: user, requestHash: [1])
            _ = try t.senders.claim(ForeignTenantTests.address + name, of: "AC", for: channel.id)
            try t.jobs.put("visit", about: user.value, at: t.now)
            try converse(t, user, channel.id)
        }
        return (tenant, user)
    }

    private static func converse(_ t: TenantTransaction, _ user: UserID, _ channel: ChannelID) throws {
        let lead = try t.leads.findOrMake(Conversing.lead)
        let conversation = try t.conversations.findOrMake(
            ConversationKey(ourAddress: Conversing.ours, remoteJID: "sms_15550100077"), lead: lead.id, channel: channel)
        var message = NewMessage(in: conversation.id, .inbound, externalID: "SM1", body: "secret", createdAt: t.now)
        message.media = [NewMedia(externalID: "ME1", url: "https://example.com/1", contentType: "image/png")]
        _ = try t.messages.insert(message)
        try t.messages.report(StatusReport(.received, at: t.now), of: "SM1")
        var text = NewMessage(in: conversation.id, .outbound, externalID: nil, body: "secret", createdAt: t.now)
        (text.clientRef, text.sendState) = ("ref", .pending)
        if let made = try t.messages.insert(text) {
            try t.outgoing.add(made, lane: Conversing.ours, seenUpTo: nil, isBulk: false, at: t.now)
        }
        try t.readMarks.move(to: 1, of: user, in: conversation.id)
        try t.optOuts.add(
            OptOutEvidence(.opens, by: .keyword, reference: "SM1", at: t.now, isDated: true),
            about: OptOutSubject(sender: Conversing.ours, addressHash: [1], address: Conversing.lead))
        try t.polls.save(ListPoll(address: Conversing.ours, solidAt: t.now))
        _ = try t.events.keep(
            WebhookEvent(
                tenant: t.tenant, id: t.newID(), kind: .inbound, accountSID: "AC", channel: channel,
                ourAddress: Conversing.ours, target: [], body: [1], receivedAt: t.now))
    }

    /// Tables that are read before a tenant is known, or that belong to none.
    private static let outside: Set = [
        "schema_steps", "server_instance", "nodes", "user_route", "token_route", "sender_route", "job_due",
        "event_due", "gate_change", "quarantine", "media_route", "send_lanes",
    ]

    private func tables(_ place: StorePlace) throws -> [String] {
        try place.shell("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            .split(separator: "\n").map(String.init)
    }

    @Test("Every table that holds more than ids stands behind the wall, for its owner as well")
    func allTables() async throws {
        let place = try await StorePlace(.postgres)

        let walled = try place.shell(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")

        #expect(Set(walled.split(separator: "\n").map(String.init)) == Set(try tables(place)).subtracting(Self.outside))
    }

    @Test("A query that forgets its tenant gets nothing, and one with another tenant nothing of this one")
    func forgetful() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await Self.furnished(place, "ann")
        let other = try await Self.furnished(place, "bob")
        let role = PostgresServer.server

        for table in try tables(place) where !Self.outside.contains(table) {
            let column = table == "tenants" ? "id" : "tenant_id"
            let count = "SELECT count(*) FROM \(table) WHERE \(column) = '\(one.tenant)'"
            #expect(try place.shell("SELECT count(*) FROM \(table)", as: role) == "0", "\(table)")
            #expect(try place.shell("SET leadline.tenant = '\(other.tenant)'; \(count)", as: role) == "0", "\(table)")
            #expect(try place.shell("SET leadline.tenant = '\(one.tenant)'; \(count)", as: role) != "0", "\(table)")
            let change = table == "audit" ? "DELETE FROM audit" : "UPDATE \(table) SET \(column) = \(column)"
            #expect(
                try place.shell(
                    """
                    SET leadline.tenant = '\(other.tenant)';
                    WITH hit AS (\(change) WHERE \(column) = '\(one.tenant)' RETURNING 1) SELECT count(*) FROM hit
                    """, as: role) == "0", "\(table)")
        }
    }

    @Test("No row can be written into another tenant, nor moved there")
    func intruder() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await Self.furnished(place, "ann")
        let other = try await Self.furnished(place, "bob")

        for statement in [
            "INSERT INTO change_sequences VALUES ('\(other.tenant)', 7)",
            "INSERT INTO users VALUES ('\(other.tenant)', gen_random_uuid(), 'spy', 0, NULL, 1, 0)",
            "UPDATE users SET tenant_id = '\(other.tenant)'",
        ] {
            #expect(throws: ProgramFailure.self) {
                try place.shell("SET leadline.tenant = '\(one.tenant)'; \(statement)", as: PostgresServer.server)
            }
        }
    }

    @Test("The server's role changes neither the schema nor the past")
    func powers() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await Self.furnished(place, "ann")

        for statement in [
            "CREATE TABLE mine (id bigint)", "DROP TABLE audit", "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
            "UPDATE audit SET action = 'nothing'", "DELETE FROM schema_steps", "SET ROLE \(PostgresServer.owner)",
        ] {
            #expect(throws: ProgramFailure.self, "\(statement)") {
                try place.shell("SET leadline.tenant = '\(one.tenant)'; \(statement)", as: PostgresServer.server)
            }
        }
    }
}
