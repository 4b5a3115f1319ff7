import CRMAPI
import HTTPTypes
import LocalStore
import Messaging
import Sync
import Synchronization
import TestSupport
import Transport

/// A Leadline server as the contract has it: lists, a feed that waits, and one answer for each change.
final class PretendServer: HTTPTransport {
    struct State {
        var leads: [LeadBody] = []
        var conversations: [ConversationBody] = []
        var messages: [MessageBody] = []
        /// What changed, in its order; the place in the feed is how many there are.
        var changes: [ChangesBody.Item] = []
        var user = UserID(PretendServer.id(900))
        var scopes: Set<Scope> = [.read, .send]
        /// Members of a change that somebody else was faster with.
        var lost: [String] = []
        var epoch = 1
        /// How many changes are made whose answer gets lost, and whether the token may make none.
        var lostAnswers = 0
        var refusesChanges = false
        /// What the next calls end with.
        var faults: [APIErrorBody] = []
        var asked: [String] = []
        /// The texts that were handed over, by the names that their sender gave them, and how often one was asked for.
        var texts: [String: MessageBody] = [:]
        var handovers: [String] = []
        /// How many texts are taken whose answer gets lost, and how many requests get lost before they arrive.
        var cutAnswers = 0, cutRequests = 0
        /// Who is the author of what is handed over, and what a text is answered with that is not taken.
        var textFaults: [APIErrorBody] = []
        var keys: [String] = []
    }

    let clock = HandClock()
    /// Whether it dates its answers.
    private let tellsTime: Bool
    private let state = Mutex(State())
    static let start = HandClock.start

    init(tellsTime: Bool = true) { self.tellsTime = tellsTime }

    static func id(_ number: Int) -> UniqueID {
        let text = String(number)
        let digits = String(repeating: "0", count: 12 - text.count) + text
        guard let id = UniqueID("00000000-0000-7000-8000-" + digits) else { preconditionFailure("no id of a test") }
        return id
    }

    func change<T>(_ body: (inout sending State) -> sending T) -> T { state.withLock(body) }
    var asked: [String] { state.withLock { $0.asked } }
    /// How often a path was asked for.
    func count(_ path: String) -> Int { asked.filter { $0.hasPrefix(path) }.count }

    // MARK: What happens

    /// A lead writes for the first time.
    func meet(_ number: Int, isTold: Bool = true) {
        let lead = TenantLeadID(Self.id(number))
        change { state in
            state.leads.append(
                LeadBody(
                    id: lead, phone: "+1555010\(1000 + number)", channel: "twilio_sms", state: .open,
                    createdAt: Self.start, version: 1))
            state.conversations.append(
                ConversationBody(
                    id: TenantConversationID(Self.id(number)), leadID: lead, channelID: ChannelID(Self.id(999)),
                    channel: "twilio_sms", remoteJID: "sms_1555010\(1000 + number)", ourNumber: "+15550100001",
                    state: .open, lastArrival: 0, lastOutbound: 0, createdAt: Self.start, version: 1))
        }
        hear(number, "hello from \(number)", isTold: isTold)
    }

    /// A lead writes.
    func hear(_ number: Int, _ body: String, isTold: Bool = true) {
        change { state in
            let arrival = state.messages.count + 1
            var message = MessageBody(
                id: TenantMessageID(Self.id(10_000 + arrival)), conversationID: TenantConversationID(Self.id(number)),
                direction: .inbound, body: body, arrival: Int64(arrival),
                createdAt: Self.start + .seconds(arrival), version: 1)
            message.externalID = "SM" + String(repeating: "0", count: 26) + String(100_000 + arrival)
            message.ourNumber = "+15550100001"
            state.messages.append(message)
            if isTold { state.tell(.message(message), message.id.value, 1) }
        }
    }

    /// A colleague changes a lead.
    func rename(_ number: Int, _ name: String) {
        change { state in
            let place = number - 1
            state.leads[place].name = name
            state.leads[place].version += 1
            let lead = state.leads[place]
            state.tell(.lead(lead), lead.id.value, lead.version)
        }
    }

    // MARK: What is asked

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        let path = call.request.path ?? "/"
        let fault = change { state -> APIErrorBody? in
            state.asked.append(path)
            return state.faults.isEmpty ? nil : state.faults.removeFirst()
        }
        if let fault { return answer(fault) }
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        let query = QueryText(parts.count > 1 ? parts[1] : "")
        guard case .found(let route) = Route.read(call.request.method, parts[0]) else {
            return answer(APIErrorBody(.notFound))
        }
        if call.request.method == .patch {
            let key = call.request.headerFields[HTTPField.Name("Idempotency-Key") ?? .ifMatch] ?? ""
            change { $0.keys.append(key) }
        }
        if call.request.method == .post { return try take(route, call.body) }
        if case .changes = route { return await changes(query) }
        return change { state in
            do throws(APIErrorBody) {
                let isChange = call.request.method == .patch
                if isChange, state.refusesChanges { throw APIErrorBody(.scopeMissing) }
                let text = try state.body(route, query, call.body)
                if isChange, state.lostAnswers > 0 {
                    state.lostAnswers -= 1
                    throw APIErrorBody(.unavailable)
                }
                return ok(text)
            } catch {
                return Self.refusal(error)
            }
        }
    }

    /// An empty answer is held until there is something, or the time that was asked for is over.
    private func changes(_ query: QueryText) async -> HTTPAnswer {
        let wait = Int(query["wait"] ?? "") ?? 0
        let end = ContinuousClock.now + .milliseconds(wait * 20)
        while true {
            let found = change { $0.changes(since: query["since"] ?? "") }
            guard let found else { return answer(APIErrorBody(.cursorExpired)) }
            if !found.items.isEmpty || ContinuousClock.now >= end || Task.isCancelled { return ok(found.text) }
            // Who gave up is answered at once.
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    private func answer(_ error: APIErrorBody) -> HTTPAnswer { Self.refusal(error) }

    /// What the clock of the server's own machine shows.
    var dated: HTTPFields {
        guard tellsTime else { return [:] }
        let passed = Int((clock.steady - Self.start).inMilliseconds / 1000)
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let time = [14 + passed / 3600, passed / 60 % 60, passed % 60].map(two).joined(separator: ":")
        return [.date: "Mon, 23 Nov 2026 \(time) GMT"]
    }

    private static func refusal(_ error: APIErrorBody) -> HTTPAnswer {
        HTTPAnswer(response: HTTPResponse(status: .init(code: error.status)), body: Array(error.text.utf8))
    }

    func ok(_ text: String) -> HTTPAnswer {
        HTTPAnswer(response: HTTPResponse(status: .ok, headerFields: dated), body: Array(text.utf8))
    }
}

extension PretendServer.State {
    mutating func tell(_ entity: ChangesBody.Entity, _ id: UniqueID, _ version: Int64) {
        changes.append(ChangesBody.Item(seq: Int64(changes.count + 1), id: id, version: version, entity))
    }

    fileprivate func changes(since: String) -> ChangesBody? {
        let next = "\(epoch).\(changes.count)"
        if since == "now" { return ChangesBody([], next: next, hasMore: false) }
        let place = since.split(separator: ".").compactMap { Int($0) }
        guard place.count == 2, place[0] == epoch else { return nil }
        // Two at a time, so that a look has to go on.
        let items = Array(changes.dropFirst(place[1]).prefix(2))
        return ChangesBody(
            items, next: "\(epoch).\(place[1] + items.count)", hasMore: place[1] + items.count < changes.count)
    }

    fileprivate mutating func body(
        _ route: Route, _ query: QueryText, _ body: [UInt8]
    ) throws(APIErrorBody) -> String {
        switch route {
        case .me:
            let user = UserBody(
                id: user, name: "ann", status: .active, createdAt: PretendServer.start, version: 1)
            return CallerBody(
                user: user, tenantID: TenantID(PretendServer.id(800)), tenantName: "Shop",
                tokenID: TokenID(PretendServer.id(700)), tokenLabel: "desk", scopes: scopes
            ).text
        case .listLeads: return page(leads, query)
        case .listConversations: return page(conversations, query)
        case .listMessages: return page(messages.reversed(), query)
        case .listOptOuts: return page([OptOutBody](), query)
        case .readLead(let id):
            guard let lead = leads.first(where: { $0.id == id }) else { throw APIErrorBody(.notFound) }
            return lead.text
        case .readConversation(let id):
            guard let found = conversations.first(where: { $0.id == id }) else { throw APIErrorBody(.notFound) }
            return found.text
        case .changeLead(let id):
            let change = try LeadBody.Change.read(body)
            guard let place = leads.firstIndex(where: { $0.id == id }) else { throw APIErrorBody(.notFound) }
            if lost.isEmpty {
                if case .set(let name) = change.wanted.name { leads[place].name = name }
                if case .set(let state) = change.wanted.state { leads[place].state = state }
                leads[place].version += 1
            }
            return LeadBody.Changed(leads[place], lost: lost).text
        default: throw APIErrorBody(.notFound)
        }
    }

    /// Pages of two, whose cursor is a number.
    private func page<Body: AnswerBody>(_ all: [Body], _ query: QueryText) -> String {
        let from = Int(query["cursor"] ?? "0") ?? 0
        let items = all.dropFirst(from).prefix(2)
        var line = JSONLine()
        line.set("items", items.map(\.line))
        line.set("next_cursor", from + items.count < all.count ? String(from + items.count) : nil)
        return line.text
    }
}
