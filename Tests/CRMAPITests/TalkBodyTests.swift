import Messaging
import TestSupport
import Testing

@testable import CRMAPI

@Suite("Leads, conversations, messages and their changes as bodies")
struct TalkBodyTests {
    private static let moment = Instant(seconds: 1_704_067_200)

    static var lead: LeadBody {
        var lead = LeadBody(
            id: TenantLeadID(Route.zero), phone: "+12025550147", channel: "twilio_sms", state: .snoozed,
            createdAt: moment, version: 7)
        (lead.name, lead.unread, lead.isOptedOut, lead.timezone) = ("Ann \u{202E}", 3, true, "America/New_York")
        (lead.lastContactAt, lead.waitingSince, lead.assignee) = (moment, moment, UserID(Route.zero))
        lead.labels = ["hot"]
        lead.lastMessage = LeadBody.LastMessage(
            direction: .outbound, body: "Hi", status: .other("new word"), sendState: .submitted, createdAt: moment)
        return lead
    }

    static var conversation: ConversationBody {
        var conversation = ConversationBody(
            id: TenantConversationID(Route.zero), leadID: TenantLeadID(Route.zero), channelID: ChannelID(Route.zero),
            channel: "twilio_sms", remoteJID: "sms_12025550147", ourNumber: "+12025550100", state: .open,
            lastArrival: 9, lastOutbound: 4, createdAt: moment, version: 2)
        (conversation.unread, conversation.readUpTo, conversation.lastMessageAt) = (0, 9, moment)
        return conversation
    }

    static var message: MessageBody {
        var message = MessageBody(
            id: TenantMessageID(Route.zero), conversationID: TenantConversationID(Route.zero), direction: .inbound,
            body: "Look \u{1F600}\n", arrival: 9, createdAt: moment, version: 1)
        (message.status, message.errorCode, message.segments) = (.received, 30007, 1)
        message.price = Price(millionths: -7500, unit: "USD")
        message.media = [
            MessageBody.Media(
                id: TenantMediaID(Route.zero), contentType: "image/png", state: .fetched, size: 12)
        ]
        (message.from, message.to, message.externalID) = ("+12025550147", "+12025550100", "SM1")
        return message
    }

    static var items: [ChangesBody.Item] {
        let user = UserBody(id: UserID(Route.zero), name: "ann", status: .active, createdAt: moment, version: 1)
        let channel = ChannelBody(
            id: ChannelID(Route.zero), userID: UserID(Route.zero), name: "n", status: .active,
            credentials: ChannelBody.Credentials(
                accountSID: "AC0123456789abcdef0123456789abcdef", authToken: "…cdef", phoneNumber: "+12025550147"),
            settings: ChannelBody.Settings(
                mps: 3, timezone: nil, quietHours: ChannelBody.QuietHours(start: 1260, end: 480)),
            createdAt: moment, version: 7)
        let optOut = OptOutBody(
            id: OptOutID(Route.zero), phone: "+12025550147", sender: "+12025550100", origin: "lead", isOpen: true,
            openedAt: moment, closedAt: nil, createdAt: moment, version: 1)
        let mark = ReadMarkBody(conversationID: TenantConversationID(Route.zero), readUpTo: 9, version: 3)
        let entities: [ChangesBody.Entity] = [
            .user(user), .channel(channel), .lead(lead), .conversation(conversation), .message(message),
            .optOut(optOut), .readMark(mark), .gone("channel"),
        ]
        return entities.enumerated().map {
            ChangesBody.Item(seq: Int64($0.offset + 1), id: Route.zero, version: 1, $0.element)
        }
    }

    @Test("What the server writes the client reads again, member for member")
    func roundTrip() throws {
        #expect(try LeadBody.read(Array(Self.lead.text.utf8)) == Self.lead)
        #expect(try ConversationBody.read(Array(Self.conversation.text.utf8)) == Self.conversation)
        #expect(try MessageBody.read(Array(Self.message.text.utf8)) == Self.message)
        let changes = ChangesBody(Self.items, next: "n", hasMore: true)
        #expect(try ChangesBody.read(Array(changes.text.utf8)) == changes)
        let page = PageBody([Self.message], next: Cursor(.messages, place: 9, id: Route.zero))
        let read = try ReceivedPage<MessageBody>.read(Array(page.text.utf8))
        #expect(read.items == [Self.message] && read.next != nil)
    }

    @Test("A page of a thousand messages is read, however much they hold")
    func large() throws {
        var message = Self.message
        message.media = (0..<10).map {
            MessageBody.Media(id: TenantMediaID(Route.zero), contentType: "image/png", state: .wanted, size: $0)
        }
        let page = PageBody(Array(repeating: message, count: 1000))

        #expect(try ReceivedPage<MessageBody>.read(Array(page.text.utf8)).items.count == 1000)
    }

    @Test("Kinds, states and members of a younger server are passed over, and hide nothing")
    func younger() throws {
        let text =
            #"{"items":[{"seq":1,"entity":"note","id":"\#(Route.zero)","op":"upsert","version":1,"data":{}}],"#
            + #""next":"n","more":false,"presence":[]}"#
        #expect(try ChangesBody.read(Array(text.utf8)).items.map(\.entity) == [.unknown("note")])
        let lead = Self.lead.text.replacing("snoozed", with: "resting")
        #expect(try LeadBody.read(Array(lead.utf8)).state == .open)
        #expect(throws: APIErrorBody.self) { try LeadBody.read(Array(#"{"id":"x"}"#.utf8)) }
    }

    @Test("A wish carries what is wanted and what was seen, and comes out as it went in")
    func wishes() throws {
        var (wanted, seen) = (LeadBody.Change.Values(), LeadBody.Change.Values())
        (wanted.name, wanted.state, wanted.assignee) = (.clear, .set(.closed), .set(UserID(Route.zero)))
        (seen.name, seen.state, seen.assignee) = (.set("Ann"), .set(.open), .clear)
        let change = LeadBody.Change(wanted, seen: seen)
        #expect(try LeadBody.Change.read(Array(change.text.utf8)) == change)

        var (later, before) = (ConversationBody.Change.Values(), ConversationBody.Change.Values())
        (later.state, later.snoozedUntil, later.readUpTo) = (.set(.snoozed), .set(Self.moment), 9)
        (before.snoozedUntil, before.readUpTo) = (.clear, 12)
        let snooze = ConversationBody.Change(
            later, seen: before, labels: ConversationBody.Change.Labels(add: ["hot"], remove: ["cold"]))
        #expect(try ConversationBody.Change.read(Array(snooze.text.utf8)) == snooze)
    }

    @Test(
        "What is wrong with a wish is told with its place",
        arguments: [
            (#"{"state":"gone"}"#, "/state"), (#"{"state":null}"#, "/state"), (#"{"timezone":"../etc"}"#, "/timezone"),
            (#"{"assignee":"ann"}"#, "/assignee"), (#"{"seen":{"state":1}}"#, "/seen/state"),
            (#"{"name":" "}"#, "/name"),
            (#"{"seen":[]}"#, "/seen"),
        ])
    func faults(body: String, pointer: String) {
        let error = #expect(throws: APIErrorBody.self) { try LeadBody.Change.read(Array(body.utf8)) }
        #expect(error?.errors.map(\.pointer) == [pointer])
    }

    @Test(
        "So is what is wrong with a conversation's",
        arguments: [
            (#"{"snoozed_until":"soon"}"#, "/snoozed_until"), (#"{"read_up_to":-1}"#, "/read_up_to"),
            (#"{"state":"open","snoozed_until":"2027-01-01T00:00:00Z"}"#, "/snoozed_until"),
            (#"{"labels":{"add":[1]}}"#, "/labels/add"), (#"{"read_up_to":1.5}"#, "/read_up_to"),
        ])
    func conversationFaults(body: String, pointer: String) {
        let error = #expect(throws: APIErrorBody.self) { try ConversationBody.Change.read(Array(body.utf8)) }
        #expect(error?.errors.map(\.pointer) == [pointer])
    }

    @Test(
        "A query that asks for what there is not is told which part",
        arguments: [
            ("sort=best", "sort"), ("state=x", "state"), ("unread=1", "unread"), ("limit=201", "limit"),
            ("cursor=x", "cursor"), ("q=a%00", "q"), ("waiting=", "waiting"),
        ])
    func queries(query: String, name: String) {
        let error = #expect(throws: APIErrorBody.self) { try LeadsQuery(QueryText(query)) }
        #expect(error?.errors.map(\.pointer) == ["/query/\(name)"])
    }

    @Test("The feed is asked since the beginning, since now, or since a cursor of its own")
    func since() throws {
        let cursor = Cursor(.changes, place: 12, id: Route.zero)
        let text = ChangesQuery.text(since: cursor.text, limit: 1000, wait: 25)
        let query = try ChangesQuery(QueryText(text))
        #expect(query.since == .cursor(cursor) && query.limit == 1000 && query.wait == 25)
        #expect(try ChangesQuery(QueryText("since=0")).since == .beginning)
        #expect(try ChangesQuery(QueryText("since=now")).since == .now)
        for (query, name) in [
            ("", "since"), ("since=1", "since"), ("since=\(Cursor(.users, id: Route.zero).text)", "since"),
            ("since=0&wait=26", "wait"), ("since=0&limit=0", "limit"), ("since=0&wait=-1", "wait"),
        ] {
            let error = #expect(throws: APIErrorBody.self) { try ChangesQuery(QueryText(query)) }
            #expect(error?.errors.map(\.pointer) == ["/query/\(name)"])
        }
        #expect(QueryText(QueryText.text([("q", "a&b=é"), ("n", nil)]))["q"] == "a&b=é")
    }
}
