internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// Texts that people send, and what can be done with one.
extension TenantRoutes {
    func answerOfSending(_ request: Request) async throws -> ServerAnswer {
        switch request.route {
        case .sendReply(let id): try await sendReply(id, request)
        case .sendText: try await sendText(request)
        case .previewText: try await previewText(request)
        case .cancelText(let id): try await change(request) { Self.told(try $0.texts.cancel(id)) }
        case .resendText(let id): try await sending(request) { try $0.texts.resend(id) }
        case .refreshText(let id): try await refreshText(id, request)
        case .releaseText(let id): try await releaseText(id, request)
        case .listChannels, .createChannel, .readChannel, .changeChannel, .deleteChannel, .testChannel,
            .activateChannel, .pointWebhooks, .rotateToken, .listUsers, .createUser, .readUser, .changeUser,
            .listTokens, .createToken, .revokeToken, .me, .audit, .listLeads, .readLead, .changeLead,
            .listInteractions, .listConversations, .readConversation, .changeConversation, .listTalk, .listMessages,
            .readMessage, .listReports, .listOptOuts, .changes, .readMedia, .search, .listEvents, .readEvent,
            .replayEvent, .health, .readiness, .metrics, .document:
            throw APIErrorBody(.notFound)
        }
    }

    private func sendReply(_ id: TenantConversationID, _ request: Request) async throws -> ServerAnswer {
        let reply = try MessageBody.Reply.read(request.body)
        return try await sending(request) { office in
            try office.texts.reply(
                in: id, TextOrder(reply.content), by: reply.channel, seenUpTo: reply.seenUpTo)
        }
    }

    private func sendText(_ request: Request) async throws -> ServerAnswer {
        let opening = try MessageBody.Opening.read(request.body)
        return try await sending(request) { office in
            try office.texts.open(to: opening.to, from: opening.from, TextOrder(opening.content))
        }
    }

    private func releaseText(_ id: TenantMessageID, _ request: Request) async throws -> ServerAnswer {
        let release = try MessageBody.Release.read(request.body)
        return try await sending(request, status: 200) { try $0.texts.release(id, seenUpTo: release.seenUpTo) }
    }

    /// Asks Twilio before the transaction in which it is told.
    private func refreshText(_ id: TenantMessageID, _ request: Request) async throws -> ServerAnswer {
        try await outbound.refresh(id, in: try Self.caller(of: request).tenant)
        await call()
        return try await change(request) { Self.told(try $0.messages.find(id)) }
    }

    private func previewText(_ request: Request) async throws -> ServerAnswer {
        let order = try PreviewBody.Order.read(request.body)
        return try await change(request) { office in
            let preview = try office.texts.preview(
                order.body, in: order.conversation, to: order.to, from: order.from)
            return ServerAnswer(PreviewBody(preview).text)
        }
    }

    /// Writes a text down, and has it looked at by whoever sends.
    private func sending(
        _ request: Request, status: Int = 202, _ body: @escaping @Sendable (Office) throws -> ToldMessage
    ) async throws -> ServerAnswer {
        let answer = try await change(request) { Self.told(try body($0), status: status) }
        await call()
        return answer
    }

    private static func told(_ message: ToldMessage, status: Int = 200) -> ServerAnswer {
        ServerAnswer(status: status, MessageBody(message).text)
    }
}

extension TextOrder {
    fileprivate init(_ content: MessageBody.Content) {
        self.init(body: content.body, clientRef: content.clientRef, sendAt: content.sendAt)
    }
}

extension PreviewBody {
    fileprivate init(_ preview: TextPreview) {
        let segments = preview.segments
        self.init(
            encoding: segments.encoding.name, units: segments.units, segments: segments.count,
            culprits: segments.culprits.prefix(100).map { Culprit(offset: $0.offset, character: String($0.scalar)) })
        (price, from, to) = (preview.price, preview.from, preview.to)
        if let obstacle = preview.obstacle, let refusal = APIErrorBody(refusal: obstacle) {
            (blockedBy, blockedText) = (refusal.code.rawValue, obstacle.description)
        }
    }
}
