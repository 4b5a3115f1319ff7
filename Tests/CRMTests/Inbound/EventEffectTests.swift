import CRM
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("What follows from a webhook")
struct EventEffectTests {
    @Test(
        "A first text makes lead, conversation and message, however often and on however many nodes it comes",
        arguments: StoreKind.allCases)
    func once(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let other = EventWorker(try await world.place.another())
        let start = world.place.clock.now
        for n in [1, 1, 2, 1, 2] { #expect(await world.receive(InboundWorld.text(n)) == .kept) }

        async let one = world.worker.work()
        _ = try await (one, other.work())
        try await world.worker.work()

        let (leads, talks, messages, events) = try await world.read { t in
            (
                try t.leads.list(limit: 9), try t.conversations.newest(limit: 9), try t.messages.newest(limit: 9),
                try t.events.list(limit: 9)
            )
        }
        #expect(leads.map(\.phone) == [InboundWorld.lead])
        #expect(leads.first?.waitingSince == start)
        #expect(leads.first?.lastContactAt == start + .milliseconds(2))
        #expect(talks.map(\.remoteJID) == ["sms_15550100077"])
        #expect(talks.map(\.channelID) == [world.channel])
        #expect(Set(messages.map(\.externalID)) == [InboundWorld.sid(1), InboundWorld.sid(2)])
        #expect(events.map(\.outcome).filter { $0 == .applied }.count == 2)
        #expect(events.map(\.outcome).filter { $0 == .known }.count == 3)
        #expect(try await world.read { try $0.conversations.unread(of: world.user, in: talks[0].id) } == 2)
    }

    @Test(
        "Media that do not add up, empty and strange values and senders without a number all come in",
        arguments: StoreKind.allCases)
    func odd(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let media = [
            ("NumMedia", "3"),
            ("MediaUrl0", "https://api.twilio.com/2010-04-01/x/Media/ME\(String(repeating: "a", count: 32))"),
            ("MediaContentType0", "image/png"), ("MediaUrl10", "https://e.example/ten"), ("MediaUrlX", "no"),
        ]
        for form in [
            InboundWorld.text(1, "", media), InboundWorld.text(2, "Hi", [("From", "MYBANK"), ("NumSegments", "many")]),
            InboundWorld.text(3, "\0\u{1F600}", [("From", ""), ("FromCity", ""), ("New", "x")]),
            InboundWorld.text(4, "Hi", [("NumMedia", "-9999999999999999999999")]),
        ] { #expect(await world.receive(form) == .kept) }

        try await world.worker.work()

        let (leads, messages) = try await world.read { t in
            (try t.leads.list(limit: 9), try t.messages.newest(limit: 9).reversed())
        }
        #expect(Set(leads.map(\.phone)) == [InboundWorld.lead, "MYBANK", "unknown"])
        #expect(messages.map(\.mediaCount) == [3, 0, 0, 0])
        #expect(messages.map(\.body) == ["", "Hi", "\u{FFFD}\u{1F600}", "Hi"])
        let first = try #require(messages.first)
        let kept = try await world.read { try $0.messages.media(of: first.id) }
        #expect(kept.map(\.contentType) == ["image/png", "application/octet-stream"])
        #expect(kept.map { $0.externalID != nil } == [true, false])
    }

    @Test("A group is one lead whoever of it writes, and its words opt nobody out", arguments: StoreKind.allCases)
    func group(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let (ann, bob) = (InboundWorld.lead, "+15550100078")
        #expect(await world.receive(InboundWorld.text(1, "STOP", [("OtherRecipients0", bob)])) == .kept)
        #expect(
            await world.receive(
                InboundWorld.text(
                    2, "Hi", [("From", bob), ("OtherRecipients0", ann), ("OtherRecipients1", InboundWorld.ours)]))
                == .kept)

        try await world.worker.work()

        let leads = try await world.read { try $0.leads.list(limit: 9) }
        #expect(leads.map(\.isGroup) == [true])
        #expect(leads.map(\.phone) == ["\(ann),\(bob)"])
        #expect(try await world.read { try $0.messages.newest(limit: 9) }.map(\.from) == [bob, ann])
        #expect(try await world.read { try $0.optOuts.list(limit: 9) }.isEmpty)
    }

    @Test(
        "STOP, its readings by Twilio, and a refusal open the ledger; the sender is the service where there is one",
        arguments: StoreKind.allCases)
    func ledger(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        let service = "MG0123456789abcdef0123456789abcdef"
        for form in [
            InboundWorld.text(1, " stop\n"), InboundWorld.text(2, "STOP please", [("From", "+15550100078")]),
            InboundWorld.text(
                3, "Basta", [("From", "+15550100079"), ("OptOutType", "STOP"), ("MessagingServiceSid", service)]),
            InboundWorld.status(4, "failed", [("ErrorCode", "21610"), ("To", "+15550100080")].filter { $0.0 != "To" }),
            InboundWorld.status(5, "delivered", [("ErrorCode", "0")]),
            InboundWorld.status(6, "sent", [("ErrorCode", "")]),
        ] { #expect(await world.receive(form) == .kept) }

        try await world.worker.work()

        let rows = try await world.read { try $0.optOuts.list(limit: 9) }
        #expect(Set(rows.map(\.sender)) == [InboundWorld.ours, service])
        #expect(rows.allSatisfy { $0.isOpen })
        #expect(Set(rows.map(\.address)) == [InboundWorld.lead, "+15550100079"])
        let hash = AddressHash.of(InboundWorld.lead, in: world.tenant)
        #expect(try await world.read { try $0.optOuts.isBlocked(hash, for: [InboundWorld.ours]) })
        #expect(
            try await world.read {
                try $0.optOuts.isBlocked(AddressHash.of("+15550100078", in: $0.tenant), for: [InboundWorld.ours])
            } == false)
        let events = try await world.read { t in try [5, 6].flatMap { try t.messages.events(of: InboundWorld.sid($0)) }
        }
        #expect(events.map(\.report.errorCode) == [nil, nil])
    }

    @Test(
        "Callbacks before and after a text, in any order, tell of it; the intent ties one whose answer was lost",
        arguments: StoreKind.allCases)
    func status(kind: StoreKind) async throws {
        let world = try await InboundWorld(kind)
        #expect(await world.receive(InboundWorld.text(1)) == .kept)
        try await world.worker.work()
        let lost = try await world.place.store.write(world.tenant) { t in
            let talk = try t.conversations.newest(limit: 1)[0]
            var message = NewMessage(in: talk.id, .outbound, externalID: nil, body: "Hi", createdAt: t.now)
            message.sendState = .unknown
            return try #require(try t.messages.insert(message))
        }
        let target = "/api/webhooks/twilio/status?intent=\(lost.id)"

        for word in ["delivered", "sent", "sent"] {
            #expect(await world.receive(InboundWorld.status(9, word), target: target) == .kept)
        }
        try await world.worker.work()

        let found = try #require(try await world.read { try $0.messages.find(lost.id) })
        #expect(found.externalID == InboundWorld.sid(9))
        #expect(found.status == .delivered)
        #expect(found.sendState == .submitted)
    }

    @Test("What other products call this address with is kept and has no effect, and so has what names no message")
    func others() async throws {
        let world = try await InboundWorld(.sqlite)
        let before = try await world.read { try $0.feed.last() }
        let common = [("AccountSid", InboundWorld.account), ("From", InboundWorld.lead), ("To", InboundWorld.ours)]
        for form in [
            common + [("CallSid", "CA1"), ("CallStatus", "ringing")],
            common + [("EventType", "onMessageAdded"), ("MessageSid", "IM1"), ("Body", "Hi")], common, [],
        ] {
            let isNamed = !form.isEmpty
            #expect(await world.receive(form) == (isNamed ? .kept : .refused(.unknownAccount)))
        }

        try await world.worker.work()

        #expect(try await world.read { try $0.events.list(limit: 9) }.map(\.outcome) == [.idle, .idle, .idle])
        #expect(try await world.read { try $0.leads.list(limit: 9) }.isEmpty)
        // That webhooks arrive is seen of the channel, once.
        #expect(try await world.read { try $0.feed.last() } == before + 1)
    }
}
