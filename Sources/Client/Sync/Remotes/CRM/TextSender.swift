import CRMAPI
import LocalStore
import Messaging

/// Hands texts over to the server, each under the name that it has here: whoever asks twice is told of the same text.
struct TextSender: Sendable {
    let caller: CRMCaller

    func send(_ entry: OutboxEntry, to place: ServedPlace?) async throws(SyncError) -> HandedOver {
        guard entry.mediaURLs.isEmpty else { throw .rejected(code: nil, text: Ability.attach.reason) }
        let content = MessageBody.Content(
            body: entry.body, clientRef: entry.intent.description, sendAt: entry.sendAt)
        do throws(SyncError) {
            if let conversation = place?.conversation {
                let reply = MessageBody.Reply(content, seenUpTo: place?.seenUpTo)
                return handedOver(try await caller.handOver(by: .sendReply(conversation), reply.text))
            }
            let opening = MessageBody.Opening(content, to: entry.to.e164, from: entry.sender?.e164)
            return handedOver(try await caller.handOver(by: .sendText, opening.text))
        } catch {
            guard case .gone = error else { throw error }
            throw .rejected(code: nil, text: "The server does not have this conversation any more.")
        }
    }

    private func handedOver(_ answer: TextAnswer) -> HandedOver {
        switch answer {
        case .taken(let body): return .served(ServedMessage(body))
        case .overtaken(let since):
            var batch = ServedBatch(isNews: true, readAt: caller.time ?? since.last?.createdAt ?? Instant(seconds: 0))
            for message in since { batch.add(message) }
            return .overtaken(by: batch)
        }
    }
}

/// What a server answers to a text.
enum TextAnswer: Sendable {
    case taken(MessageBody)
    /// It was kept back: others have said this meanwhile.
    case overtaken([MessageBody])
}
