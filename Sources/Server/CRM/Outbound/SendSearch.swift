internal import Messaging
internal import ServerStore
internal import Twilio
internal import TwilioAPI

/// One look for a text that may have left: down the list of its recipient, back beyond the attempt, and then down what left
/// from its number while the attempt could arrive, since Twilio may have written the recipient in another way.
struct SendSearch: Sendable {
    /// A text of the list, and whose list that was where it was asked for by recipient.
    struct Row: Sendable {
        let resource: MessageResource
        let listedFor: PhoneNumber?
    }

    /// What was read, and whether that is all that could be the text.
    struct Found: Sendable {
        var rows: [Row] = []
        var isComplete = true
        /// How far Twilio's clock is ahead of ours, as far as its answers tell.
        var clockOffset: Duration = .zero
    }

    let service: TwilioSMSService
    let door: TwilioDoor
    let recipient: PhoneNumber
    let lane: PhoneNumber

    private static let pageLimit = 40

    func look(for attempt: SendAttempt) async throws -> Found {
        var found = Found()
        try await read(
            ListQuery(to: recipient.e164, pageSize: 50), back: attempt.horizon, listedFor: recipient, into: &found)
        try await read(ListQuery(from: lane.e164, pageSize: 200), back: attempt.earliest, listedFor: nil, into: &found)
        // One answer alone may be dated by something on the way.
        if service.sureServerNow != nil { found.clockOffset = service.serverClockOffset ?? .zero }
        return found
    }

    private func read(
        _ query: ListQuery, back horizon: Instant, listedFor: PhoneNumber?, into found: inout Found
    ) async throws {
        var page = try await door.ask { [service] in try await service.page(query) }
        var seen = Set(found.rows.map(\.resource.sid))
        for _ in 0..<Self.pageLimit {
            if page.skippedRows > 0 { found.isComplete = false }
            for row in page.messages where row.direction == .outbound && seen.insert(row.sid).inserted {
                found.rows.append(Row(resource: row, listedFor: listedFor))
            }
            let oldest = page.messages.compactMap(\.dateCreated).min()
            // By whichever of the two clocks it lies further back.
            let offset = min(.zero, service.serverClockOffset ?? .zero)
            if let oldest, oldest < horizon + offset { return }
            guard let next = page.nextPageURI else { return }
            page = try await door.ask { [service] in try await service.page(at: next) }
        }
        // A list that does not end may lead in a circle: nothing follows from what was not in it.
        found.isComplete = false
    }
}

extension MessageResource {
    /// The row as far as it tells whether it is a text of ours.
    func listed(for recipient: PhoneNumber?) -> ListedMessage {
        ListedMessage(
            to: to.map(PeerAddress.init(carrier:)) ?? .untold, listedFor: recipient,
            from: from.flatMap { PhoneNumber(e164: $0) }, service: messagingServiceSID, isFromAPI: isFromAPI,
            body: body, mediaCount: numMedia, madeAt: dateCreated, hasFailed: status.isFailure)
    }
}
