import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Texts that are yet to leave, and whose turn it is")
struct OutgoingTextTests {
    private static let lease = Duration.seconds(5)

    /// A text that somebody has written.
    private func write(
        _ talk: Conversing, to phone: String = Conversing.lead, isBulk: Bool = false, after span: Duration = .zero,
        seenUpTo: Int64? = nil
    ) async throws -> TenantMessageID {
        talk.place.clock.advance(.milliseconds(1))
        return try await talk.write { [user = talk.user, channel = talk.channel] t in
            let lead = try t.leads.findOrMake(phone)
            let conversation = try t.conversations.findOrMake(
                ConversationKey(ourAddress: Conversing.ours, remoteJID: "sms_" + phone.dropFirst()), lead: lead.id,
                channel: channel)
            var message = NewMessage(in: conversation.id, .outbound, externalID: nil, body: "Hi", createdAt: t.now)
            (message.sendState, message.author) = (span > .zero ? .scheduled : .pending, user)
            guard let made = try t.messages.insert(message) else { throw TenantStoreError.undecided }
            try t.outgoing.add(made, lane: Conversing.ours, seenUpTo: seenUpTo, isBulk: isBulk, at: t.now + span)
            return made.id
        }
    }

    private func take(_ place: StorePlace) async throws -> [SendLane] {
        try await place.store.writeServer { try $0.lanes.take(limit: 9, lease: Self.lease) }
    }

    private func ready(_ talk: Conversing, limit: Int = 9) async throws -> [TenantMessageID] {
        try await talk.read { try $0.outgoing.ready(Conversing.ours, limit: limit).map(\.message) }
    }

    @Test(
        "Whose answer came to nothing waits again, since the first text that nobody answered",
        arguments: StoreKind.allCases)
    func waitsAgain(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        func since() async throws -> Instant? {
            try await talk.read { try $0.leads.find(phone: Conversing.lead)?.waitingSince }
        }
        try await talk.hear("SM1")
        try await talk.say("SM2")
        talk.place.clock.advance(.seconds(60))
        let first = talk.place.clock.now
        try await talk.hear("SM3")
        talk.place.clock.advance(.seconds(60))
        try await talk.hear("SM4")
        #expect(try await since() == first)

        for step in [OutgoingStep.keptBack, .refused, .canceled] {
            let text = try await write(talk)
            try await talk.write { t in
                if let lead = try t.leads.find(phone: Conversing.lead) { try t.leads.answered(lead.id, at: t.now) }
            }
            #expect(try await since() == nil)
            try await step.take(text, talk)
            #expect(try await since() == first, "\(step)")
        }
    }

    /// How a text comes to nothing.
    private enum OutgoingStep {
        case keptBack, refused, canceled

        func take(_ text: TenantMessageID, _ talk: Conversing) async throws {
            try await talk.write { t in
                switch self {
                case .keptBack: try t.outgoing.keepBack(text, .conversationMoved)
                case .canceled: _ = try t.outgoing.cancel(text)
                case .refused:
                    let attempt = try t.outgoing.depart(text, until: t.now + .seconds(60)) ?? 0
                    _ = try t.outgoing.rejected(text, attempt: attempt, code: 21211, text: nil)
                }
            }
        }
    }

    @Test("A lane is held by one at a time, until its time is over", arguments: StoreKind.allCases)
    func held(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        #expect(try await take(talk.place) == [])
        _ = try await write(talk)

        let first = try #require(try await take(talk.place).first)
        #expect(try await take(talk.place) == [])
        talk.place.clock.advance(Self.lease)
        let second = try #require(try await take(talk.place).first)

        #expect(first.address == Conversing.ours && second.fence > first.fence)
        await #expect(throws: LaneTakenAway.self) {
            try await talk.write { try $0.outgoing.renew(first, until: $0.now) }
        }
        await #expect(throws: LaneTakenAway.self) {
            try await talk.write { try $0.outgoing.giveBack(first, freeAt: $0.now) }
        }
        try await talk.write { try $0.outgoing.renew(second, until: $0.now + .seconds(9)) }
    }

    @Test("A lane rests as long as it is told to, and is due when a text of it is", arguments: StoreKind.allCases)
    func rest(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let text = try await write(talk)
        let lane = try #require(try await take(talk.place).first)
        try await talk.write { t in
            #expect(try t.outgoing.cancel(text))
            try t.outgoing.giveBack(lane, freeAt: t.now + .seconds(1))
        }
        #expect(try await talk.place.store.readServer { try $0.lanes.next() } == nil)

        _ = try await write(talk)
        #expect(try await take(talk.place) == [])
        talk.place.clock.advance(.seconds(1))
        #expect(try await take(talk.place).count == 1)
    }

    @Test(
        "A lane is taken for a scheduled text when its moment has come, and earlier for another",
        arguments: StoreKind.allCases)
    func scheduled(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let later = try await write(talk, after: .seconds(60))
        #expect(try await take(talk.place) == [])
        #expect(try await ready(talk) == [])
        let now = try await write(talk)
        #expect(try await take(talk.place).count == 1)
        #expect(try await ready(talk) == [now])

        talk.place.clock.advance(.seconds(60))
        // To one person in the order in which they were written, whatever their moments.
        #expect(try await ready(talk) == [later])
    }

    @Test(
        "An attempt is written down once, and what left can neither be taken back nor tried again",
        arguments: StoreKind.allCases)
    func once(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let text = try await write(talk)
        let other = try await talk.place.another()
        let lease = talk.place.clock.now + .seconds(60)

        async let one = talk.write { try $0.outgoing.depart(text, until: lease) }
        async let two = other.write(talk.tenant) { try $0.outgoing.depart(text, until: lease) }
        let attempts = try await [one, two]

        #expect(attempts.compactMap { $0 } == [1])
        try await talk.write { t in
            #expect(try !t.outgoing.cancel(text))
            #expect(try !t.outgoing.release(text, seenUpTo: nil))
            try t.outgoing.keepBack(text, .noSender)
            #expect(try t.messages.find(text)?.sendState == .sending)
        }
        try await other.close()
    }

    @Test("However an attempt ends, only its own end is written down", arguments: StoreKind.allCases)
    func ends(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let text = try await write(talk)
        try await talk.write { t in
            #expect(try t.outgoing.depart(text, until: t.now) == 1)
            try t.outgoing.retry(text, attempt: 1, at: t.now, text: "busy")
            #expect(try t.messages.find(text)?.sendState == .pending)
            #expect(try t.messages.find(text)?.errorText == "busy")
            // The first attempt has ended: nothing that is said of it now counts.
            #expect(try t.outgoing.depart(text, until: t.now) == 2)
            try t.outgoing.lost(text, attempt: 1, lookAt: t.now)
            #expect(try !t.outgoing.rejected(text, attempt: 1, code: 1, text: nil))
            #expect(try t.messages.find(text)?.sendState == .sending)
            try t.outgoing.lost(text, attempt: 2, lookAt: t.now)
            #expect(try t.messages.find(text)?.sendState == .unknown)
            #expect(try t.outgoing.due(Conversing.ours, .sought, limit: 9).map(\.message) == [text])
            try t.outgoing.absent(text, attempt: 2)
            #expect(try t.messages.find(text)?.sendState == .absent)
            #expect(try t.outgoing.find(text) == nil)
        }
    }

    @Test(
        "A callback with our name for a text settles it, whatever was thought of it, and it is not sent any more",
        arguments: StoreKind.allCases)
    func callback(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let thoughts: [@Sendable (TenantTransaction, TenantMessageID) throws -> Void] = [
            { _, _ in },
            { t, text in _ = try t.outgoing.depart(text, until: t.now) },
            { t, text in
                _ = try t.outgoing.depart(text, until: t.now)
                try t.outgoing.lost(text, attempt: 1, lookAt: t.now)
            },
            { t, text in
                _ = try t.outgoing.depart(text, until: t.now)
                try t.outgoing.absent(text, attempt: 1)
            },
            { t, text in try t.outgoing.keepBack(text, .waitedTooLong) },
        ]
        for (number, think) in thoughts.enumerated() {
            let text = try await write(talk)
            try await talk.write { try think($0, text) }

            try await talk.write { t in
                try t.messages.report(StatusReport(.sent, at: t.now), of: "SM\(number)", intent: text)
            }

            let message = try #require(try await talk.read { try $0.messages.find(text) })
            #expect(message.sendState == .submitted && message.externalID == "SM\(number)" && message.status == .sent)
            #expect(try await talk.read { try $0.outgoing.find(text) } == nil)
        }
    }

    @Test("An answer that comes after its callback changes nothing of what that said", arguments: StoreKind.allCases)
    func answerLast(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let text = try await write(talk)
        let asked = talk.place.clock.now
        try await talk.write { t in
            _ = try t.outgoing.depart(text, until: t.now)
            try t.messages.report(StatusReport(.delivered, at: t.now), of: "SM1", intent: text)
            let resource = ResourceReport(
                StatusReport(.queued, from: .resource, at: asked), dateUpdated: asked, askedAt: asked)
            try t.outgoing.submitted(text, as: "SM1", resource)
        }
        let message = try #require(try await talk.read { try $0.messages.find(text) })
        #expect(message.status == .delivered && message.sendState == .submitted)
        #expect(try await talk.read { try $0.messages.newest(limit: 9).count } == 1)
    }

    @Test("Reports that came before a SID was known are merged when it is", arguments: StoreKind.allCases)
    func reportFirst(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let text = try await write(talk)
        try await talk.write { t in
            try t.messages.report(StatusReport(.delivered, at: t.now), of: "SM1")
            _ = try t.outgoing.depart(text, until: t.now)
            let resource = ResourceReport(
                StatusReport(.queued, from: .resource, at: t.now), dateUpdated: t.now, askedAt: t.now - .seconds(1))
            try t.outgoing.submitted(text, as: "SM1", resource)
        }
        #expect(try await talk.read { try $0.messages.find(text)?.status } == .delivered)
    }

    @Test("People go before bulk, and to one person each text waits for the one before", arguments: StoreKind.allCases)
    func order(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let bulk = try await write(talk, to: "+15550100081", isBulk: true)
        let first = try await write(talk)
        _ = try await write(talk)
        let other = try await write(talk, to: "+15550100082")

        #expect(try await ready(talk) == [first, other, bulk])
        #expect(try await ready(talk, limit: 2) == [first, other])
        try await talk.write { t in
            _ = try t.outgoing.depart(first, until: t.now)
            try t.outgoing.lost(first, attempt: 1, lookAt: t.now)
        }
        #expect(try await ready(talk) == [other, bulk])
    }

    @Test("Nothing is held up by a text that a person has to decide about", arguments: StoreKind.allCases)
    func undecided(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let (doubtful, kept) = (try await write(talk), try await write(talk))
        let last = try await write(talk)
        try await talk.write { t in
            _ = try t.outgoing.depart(doubtful, until: t.now)
            try t.outgoing.lookAgain(doubtful, attempt: 1, at: nil)
            try t.outgoing.lost(doubtful, attempt: 1, lookAt: t.now)
            try t.outgoing.lookAgain(doubtful, attempt: 1, at: nil)
            try t.outgoing.keepBack(kept, .conversationMoved)
        }
        #expect(try await ready(talk) == [last])
        #expect(try await talk.read { try $0.messages.find(kept)?.keptBack } == .conversationMoved)
        #expect(try await talk.write { try $0.outgoing.release(kept, seenUpTo: 7) })
        #expect(try await ready(talk) == [kept])
        #expect(try await talk.read { try $0.messages.find(kept)?.keptBack } == nil)
    }

    @Test(
        "What others said since counts, one's own texts and what was taken back do not", arguments: StoreKind.allCases)
    func since(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let own = try await write(talk)
        let message = try #require(try await talk.read { try $0.messages.find(own) })
        let bob = try await talk.write { try $0.users.create(name: "bob") }
        func since(_ author: UserID?, onlyGone: Bool = false) async throws -> [TenantMessageID] {
            try await talk.read { t in
                try t.outgoing.saidSince(0, in: message.conversation, by: author, onlyGone: onlyGone, limit: 9).map(
                    \.id)
            }
        }
        #expect(try await since(talk.user) == [])
        #expect(try await since(bob) == [own])
        #expect(try await since(nil) == [own])
        #expect(try await since(bob, onlyGone: true) == [])
        let heard = try #require(try await talk.hear("SM1"))
        #expect(try await since(talk.user) == [heard.id])
        #expect(try await since(bob) == [own, heard.id])
        try await talk.write { _ = try $0.outgoing.cancel(own) }
        #expect(try await since(bob) == [heard.id])
    }

    @Test("A text has happened to a lead once it has left, and not before", arguments: StoreKind.allCases)
    func happened(kind: StoreKind) async throws {
        let talk = try await Conversing(StorePlace(kind))
        let text = try await write(talk)
        let lead = try #require(try await talk.read { try $0.leads.find(phone: Conversing.lead) }).id
        #expect(try await talk.read { try $0.interactions.list(of: lead, limit: 9) }.isEmpty)

        try await talk.write { t in
            let resource = ResourceReport(
                StatusReport(.queued, from: .resource, at: t.now), dateUpdated: t.now, askedAt: t.now)
            try t.outgoing.submitted(text, as: "SM1", resource)
        }

        #expect(try await talk.read { try $0.interactions.list(of: lead, limit: 9) }.map(\.kind) == ["sent"])
    }

    @Test("Texts of one tenant are nothing to another", arguments: StoreKind.allCases)
    func foreign(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (ann, bob) = (try await Conversing(place, "ann"), try await Conversing(place, "bob"))
        let text = try await write(ann)
        let lane = try #require(try await take(place).first)

        try await bob.write { t in
            #expect(try t.outgoing.find(text) == nil && t.messages.hold(text) == nil)
            #expect(try t.outgoing.ready(Conversing.ours, limit: 9).isEmpty)
            #expect(try t.outgoing.depart(text, until: t.now) == nil)
            #expect(try !t.outgoing.cancel(text))
            try t.outgoing.keepBack(text, .noSender)
            try t.outgoing.hasten(text)
            #expect(throws: LaneTakenAway.self) { try t.outgoing.renew(lane, until: t.now) }
        }
        #expect(try await ann.read { try $0.outgoing.find(text)?.stage } == .waiting)
    }
}
