import CRMAPI
import HTTPTypes
import Messaging
import Synchronization
import Transport

/// Texts that are handed over: each is taken once, whatever its answers come to.
extension PretendServer {
    func take(_ route: Route, _ body: [UInt8]) throws(TransportError) -> HTTPAnswer {
        let answer = change { state -> Result<HTTPAnswer, TransportError> in
            if state.cutRequests > 0 {
                state.cutRequests -= 1
                return .failure(.unknownOutcome(detail: "cut before"))
            }
            if !state.textFaults.isEmpty { return .success(Self.answer(state.textFaults.removeFirst())) }
            do throws(APIErrorBody) {
                let taken = try state.take(route, body)
                if case .cancelText = route { return .success(ok(taken.text)) }
                if case .releaseText = route { return .success(ok(taken.text)) }
                if state.cutAnswers > 0 {
                    state.cutAnswers -= 1
                    return .failure(.unknownOutcome(detail: "cut after"))
                }
                return .success(self.answer(taken))
            } catch {
                return .success(Self.answer(error))
            }
        }
        return try answer.get()
    }

    /// The server's sender has come to a text: how it stands now is told.
    func report(_ ref: String, _ edit: (inout MessageBody) -> Void) {
        change { state in
            guard var text = state.texts[ref] else { return }
            edit(&text)
            text.version += 1
            state.texts[ref] = text
            if let place = state.messages.firstIndex(where: { $0.id == text.id }) { state.messages[place] = text }
            state.tell(.message(text), text.id.value, text.version)
        }
    }

    private func answer(_ taken: MessageBody) -> HTTPAnswer {
        HTTPAnswer(response: HTTPResponse(status: .accepted, headerFields: dated), body: Array(taken.text.utf8))
    }

    private static func answer(_ error: APIErrorBody) -> HTTPAnswer {
        HTTPAnswer(response: HTTPResponse(status: .init(code: error.status)), body: Array(error.text.utf8))
    }
}

extension PretendServer.State {
    fileprivate mutating func take(_ route: Route, _ body: [UInt8]) throws(APIErrorBody) -> MessageBody {
        switch route {
        case .sendReply(let conversation):
            let reply = try MessageBody.Reply.read(body)
            return try take(reply.content, in: conversation, seenUpTo: reply.seenUpTo)
        case .sendText:
            let opening = try MessageBody.Opening.read(body)
            let place = leads.firstIndex { $0.phone == opening.to } ?? meet(opening.to)
            return try take(opening.content, in: conversations[place].id, seenUpTo: nil)
        case .cancelText(let id): return try change(id, to: .canceled)
        case .releaseText(let id): return try change(id, to: .pending)
        default: throw APIErrorBody(.notFound)
        }
    }

    private mutating func change(_ id: TenantMessageID, to state: SendState) throws(APIErrorBody) -> MessageBody {
        guard let (ref, known) = texts.first(where: { $0.value.id == id }), known.sendState == .held else {
            throw APIErrorBody(.wrongState)
        }
        var text = known
        (text.sendState, text.keptBack) = (state, nil)
        text.version += 1
        texts[ref] = text
        return text
    }

    private mutating func take(
        _ content: MessageBody.Content, in conversation: TenantConversationID, seenUpTo: Int64?
    ) throws(APIErrorBody) -> MessageBody {
        let ref = content.clientRef ?? ""
        handovers.append(content.body)
        if let known = texts[ref] { return known }
        let unseen = messages.filter { message in
            message.conversationID == conversation && message.arrival > seenUpTo ?? .max && texts[ref]?.id != message.id
                && !texts.values.contains { $0.id == message.id }
        }
        guard unseen.isEmpty else {
            var refusal = APIErrorBody(.conversationMoved)
            refusal.since = unseen
            throw refusal
        }
        let arrival = messages.count + 1
        var message = MessageBody(
            id: TenantMessageID(PretendServer.id(10_000 + arrival)), conversationID: conversation,
            direction: .outbound, body: content.body, arrival: Int64(arrival),
            createdAt: PretendServer.start + .seconds(arrival), version: 1)
        (message.clientRef, message.sendState, message.ourNumber) = (ref, .pending, "+15550100001")
        messages.append(message)
        texts[ref] = message
        tell(.message(message), message.id.value, 1)
        return message
    }

    private mutating func meet(_ phone: String) -> Int {
        let number = leads.count + 1
        let lead = LeadBody(
            id: TenantLeadID(PretendServer.id(number)), phone: phone, channel: "twilio_sms", state: .open,
            createdAt: PretendServer.start, version: 1)
        leads.append(lead)
        let conversation = ConversationBody(
            id: TenantConversationID(PretendServer.id(number)), leadID: lead.id,
            channelID: ChannelID(PretendServer.id(999)), channel: "twilio_sms",
            remoteJID: "sms_" + phone.dropFirst(), ourNumber: "+15550100001", state: .open, lastArrival: 0,
            lastOutbound: 0, createdAt: PretendServer.start, version: 1)
        conversations.append(conversation)
        tell(.lead(lead), lead.id.value, 1)
        tell(.conversation(conversation), conversation.id.value, 1)
        return number - 1
    }
}
