internal import HTTPTypes
package import Transport
package import TwilioAPI

/// The content of one attachment.
package struct MediaContent: Hashable, Sendable {
    package var bytes: [UInt8]
    /// As the server called it, without parameters; empty where it said nothing.
    package var contentType: String
}

extension TwilioSMSService {
    /// What is attached to a message; Twilio allows ten.
    package func mediaList(of messageSID: String) async throws(TwilioError) -> [MediaItem] {
        guard SID.isMessage(messageSID) else { throw .notFound }
        return try await ask(TwilioRequest(path: paths.mediaList(messageSID)), MediaItem.decodePage).items
    }

    /// The bytes of one attachment, at most `limit` of them.
    ///
    /// The address is made from the two SIDs, never taken from outside. Twilio answers with a redirect to a store of
    /// its own; it is followed once, and without the account's secret as soon as host, port or scheme differ.
    package func mediaContent(
        _ mediaSID: String, of messageSID: String, limit: Int
    ) async throws(TwilioError) -> MediaContent {
        let answer = try await media(mediaSID, of: messageSID, limit: limit, sink: nil)
        let content = MediaContent(bytes: answer.body, contentType: try type(of: answer))
        // A gate on the way may answer with nothing at all, which no message carries.
        guard !content.bytes.isEmpty else {
            throw .tryLater(after: nil, .outOfOrder, detail: "nothing came in place of the media")
        }
        return content
    }

    /// The same into `sink` and not into memory; as the server called it.
    @discardableResult
    package func mediaContent(
        _ mediaSID: String, of messageSID: String, into sink: any BodySink
    ) async throws(TwilioError) -> String {
        try type(of: await media(mediaSID, of: messageSID, limit: 1 << 20, sink: sink))
    }

    private func media(
        _ mediaSID: String, of messageSID: String, limit: Int, sink: (any BodySink)?
    ) async throws(TwilioError) -> HTTPAnswer {
        guard SID.isMessage(messageSID), SID.isMedia(mediaSID) else { throw .notFound }
        let request = TwilioRequest(
            path: paths.mediaContent(messageSID, mediaSID), limit: limit, timeout: .seconds(60))
        guard let address = access.hosts.address(.api, request.path) else {
            throw .ourFault(detail: "no address for a request")
        }
        var call = request.call(to: address, access: access)
        call.request.headerFields[.accept] = "*/*"
        call.sink = sink
        var answer = try await send(call, mayRepeat: true)
        if (300...399).contains(answer.response.status.code) {
            call = try redirected(call, from: address, answer)
            answer = try await send(call, mayRepeat: true, learnsTime: false)
        }
        return answer
    }

    private func redirected(
        _ call: HTTPCall, from address: WebAddress, _ answer: HTTPAnswer
    ) throws(TwilioError) -> HTTPCall {
        guard let location = answer.response.headerFields[.location], let target = address.redirected(to: location),
            target.scheme == "https" || address.scheme == "http", address.isLoopback || !target.isLoopback
        else { throw .ourFault(detail: "the media lie at an address that is not followed") }
        var call = call
        (call.request.scheme, call.request.authority, call.request.path) =
            (target.scheme, target.authority, target.path)
        if !target.isSameOrigin(as: address) { call.request.headerFields[.authorization] = nil }
        return call
    }

    private func type(of answer: HTTPAnswer) throws(TwilioError) -> String {
        switch answer.response.status.code {
        case 200...299:
            let type = answer.response.headerFields[.contentType]?.prefix { $0 != ";" && $0 != " " }.lowercased() ?? ""
            // A gate on the way, such as that of a hotel's network, answers with a page of its own; no message carries
            // one.
            guard !["text/html", "application/xhtml+xml"].contains(type) else {
                throw .tryLater(after: nil, .outOfOrder, detail: "something else came in place of the media")
            }
            return type
        // The store says 403 for an address that has run out, which asking Twilio again mends.
        case 403
        where answer.response.headerFields[.wwwAuthenticate] == nil && TwilioErrorBody.decode(answer.body).code == nil:
            throw .tryLater(after: nil, .outOfOrder, detail: "the media store refused")
        case 300...399: throw .ourFault(detail: "the media are redirected twice")
        default: throw TwilioError(answer, mayRepeat: true, now: now())
        }
    }
}
