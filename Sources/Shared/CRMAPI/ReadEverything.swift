internal import HTTPTypes

/// The entrance for fuzzers: every reader of this target on the same bytes. It returns, whatever they are.
package func readEverything(_ bytes: [UInt8]) {
    // Each reader either understands the bytes or says that it does not; both are fine here.
    _ = try? BodyJSON(bytes)
    _ = try? ChannelBody.New.read(bytes)
    _ = try? ChannelBody.Change.read(bytes)
    _ = try? ChannelBody.Rotation.read(bytes)
    _ = try? ChannelBody.WebhookOrder.read(bytes)
    _ = try? UserBody.New.read(bytes)
    _ = try? UserBody.Change.read(bytes)
    _ = try? TokenBody.New.read(bytes)
    // So is what clients read of answers.
    _ = try? LeadBody.Change.read(bytes)
    _ = try? ConversationBody.Change.read(bytes)
    _ = try? ChangesBody.read(bytes)
    _ = try? ReceivedPage<MessageBody>.read(bytes)
    // And what asks for a text to be sent, or tells of one.
    _ = try? MessageBody.Reply.read(bytes)
    _ = try? MessageBody.Opening.read(bytes)
    _ = try? MessageBody.Release.read(bytes)
    _ = try? PreviewBody.Order.read(bytes)
    _ = try? PreviewBody.read(bytes)
    _ = try? EventBody.read(bytes)
    _ = APIErrorBody(bytes, status: 422)
    // The same holds for what stands in the head of a request.
    let text = String(decoding: bytes, as: UTF8.self)
    _ = Route.read(.get, text)
    _ = try? PageQuery(QueryText(text), of: .audit)
    _ = Cursor(text, of: .users)
    _ = try? LeadsQuery(QueryText(text))
    _ = try? SearchQuery(QueryText(text))
    _ = try? ChangesQuery(QueryText(text))
    _ = try? VersionTag.wanted(text)
}
