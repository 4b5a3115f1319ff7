import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Channels, however they came")
struct ChannelRowTests {
    static let credentials = ChannelCredentials(
        accountSid: "AC0123456789abcdef0123456789abcdef", authToken: "enc:v1:1:AAAA", phoneNumber: "+15550100001")

    static func create(_ place: StorePlace, _ tenant: TenantID, _ user: UserID, _ name: String = "Shop") async throws
        -> ChannelRecord
    {
        try await place.store.write(tenant) { t in
            try t.channels.create(NewChannel(user: user, name: name, credentials: credentials), id: t.newID())
        }
    }

    @Test("A new channel is inactive and nobody has proved its number", arguments: StoreKind.allCases)
    func new(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")

        let channel = try await Self.create(place, tenant, user)

        #expect(channel.status == .inactive)
        #expect(channel.proof == .unchecked)
        #expect(channel.sealedAt == place.clock.now)
        #expect(channel.exposedAt == nil)
        #expect(channel.credentials == Self.credentials)
        #expect(channel.createdAt == place.clock.now)
        #expect(try await place.store.read(tenant) { try $0.channels.list(limit: 9) } == [channel])
        #expect(try await place.store.readServer { try $0.due.next() } == nil)
    }

    @Test("A change alters what it names and raises the version", arguments: StoreKind.allCases)
    func change(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let channel = try await Self.create(place, tenant, user)
        let until = place.clock.now + .seconds(3600)

        let changed = try await place.store.write(tenant) {
            try $0.channels.change(
                channel.id,
                [
                    .name("Office"), .status(.active), .proof(.owned), .mps(3), .timezone("Europe/Paris"),
                    .quietHours(#"{"from": "21:00"}"#), .previousToken("enc:v1:1:BBBB", until: until), .webhookSeen,
                ], ifVersion: 1)
        }
        let stale = try await place.store.write(tenant) {
            try $0.channels.change(channel.id, [.name("Late")], ifVersion: 1)
        }

        let found = try #require(changed)
        #expect(found.name == "Office")
        #expect(found.status == .active)
        #expect(found.proof == .owned)
        #expect(found.mps == 3)
        #expect(found.timezone == "Europe/Paris")
        #expect(found.quietHours?.filter { $0 != " " } == #"{"from":"21:00"}"#)
        #expect(found.previousToken == "enc:v1:1:BBBB")
        #expect(found.previousUntil == until)
        #expect(found.webhookSeenAt == place.clock.now)
        #expect(found.credentials == channel.credentials)
        #expect(found.version == 2)
        #expect(stale == nil)
    }

    @Test("A deleted channel is in no list, but is found by who knows it", arguments: StoreKind.allCases)
    func deleted(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let channel = try await Self.create(place, tenant, user)

        _ = try await place.store.write(tenant) { try $0.channels.change(channel.id, [.deleted]) }

        #expect(try await place.store.read(tenant) { try $0.channels.list(limit: 9) }.isEmpty)
        #expect(try await place.store.read(tenant) { try $0.channels.find(channel.id)?.deletedAt } == place.clock.now)
    }

    /// The statement of the guide for developers, with the function that each database has for it.
    private static func statement(_ user: UserID, _ kind: StoreKind) -> String {
        """
        INSERT INTO channels (user_id, type, name, status, credentials)
        VALUES (
          '\(user)',
          'twilio_sms',
          'My Twilio SMS',
          'active',
          \(kind == .postgres ? "jsonb_build_object" : "json_object")(
            'accountSid', 'ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
            'authToken', 'your_auth_token_here',
            'phoneNumber', '+15551234567'
          )
        );
        """
    }

    @Test(
        "A channel that is inserted by hand is filled in, told of, and waits to be checked",
        arguments: StoreKind.allCases)
    func byHand(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        _ = try await place.tenant("bob")

        try place.shell(Self.statement(user, kind))
        try place.shell(Self.statement(user, kind))

        let channels = try await place.store.read(tenant) { try $0.channels.list(limit: 9) }
        try #require(channels.count == 2)
        let channel = channels[0]
        #expect(channel.tenant == tenant)
        #expect(channel.user == user)
        #expect(channel.status == .active)
        #expect(channel.proof == .unchecked)
        #expect(channel.sealedAt == nil)
        #expect(channel.exposedAt != nil)
        #expect(channel.version == 1)
        #expect(channel.credentials.authToken == "your_auth_token_here")
        #expect(channel.credentials.phoneNumber == "+15551234567")
        #expect(Array(channel.id.description)[14] == "7")
        #expect(try await place.store.read(tenant) { try $0.channels.unsealed() } == channels)
        #expect(try await place.store.readServer { try $0.routes.senders(limit: 9) }.isEmpty)
        let told = try await place.store.read(tenant) { try $0.feed.channels(after: 1, limit: 9) }
        #expect(told.map(\.number) == [2, 3])
        #expect(Set(told.map(\.record.id)) == Set(channels.map(\.id)))
        // The database's own clock made the job, so it may be due later than the test's.
        place.clock.set(Instant(milliseconds: 4_000_000_000_000))
        let jobs = try await place.store.writeServer { try $0.due.take(limit: 9, lease: .seconds(60)) }
        #expect(Set(jobs.map(\.kind)) == ["check_channel"])
        #expect(Set(jobs.map(\.subject)) == Set(channels.map(\.id.value)))
        #expect(jobs.allSatisfy { $0.tenant == tenant })
    }

    @Test("A channel that is inserted by hand for nobody is refused", arguments: StoreKind.allCases)
    func forNobody(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let nobody = UserID(place.store.surroundings.newID(at: place.clock.now, as: UserID.self).value)

        #expect(throws: ProgramFailure.self) { try place.shell(Self.statement(nobody, kind)) }
        #expect(try place.shell("SELECT count(*) FROM channels") == "0")
    }

    @Test(
        "Credentials that make no sense count as missing, and nothing secret is printed", arguments: StoreKind.allCases)
    func strange(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")

        for json in ["[]", "7", #"{"accountSid": 7, "authToken": "secret", "phoneNumber": null}"#] {
            try place.shell(
                "INSERT INTO channels (user_id, type, name, credentials) VALUES ('\(user)', 'twilio_sms', 'x', '\(json)')"
            )
        }

        let channels = try await place.store.read(tenant) { try $0.channels.unsealed() }
        #expect(Set(channels.map(\.credentials.accountSid)) == [nil])
        #expect(Set(channels.map(\.credentials.authToken)) == [nil, "secret"])
        var dumped = ""
        dump(channels, to: &dumped)
        #expect(!dumped.contains("secret"))
    }
}
