internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

extension LeadBody {
    /// The lead as everybody may be told of it.
    init(_ lead: TenantLead) {
        self.init(
            id: lead.id, phone: lead.phone, isGroup: lead.isGroup, channel: lead.channel, state: lead.state,
            createdAt: lead.createdAt, version: Int64(lead.version))
        (name, lastContactAt, waitingSince) = (lead.name, lead.lastContactAt, lead.waitingSince)
        (assignee, timezone) = (lead.assignee, lead.timezone)
    }

    /// The lead as one user sees it.
    init(_ seen: LeadOverview) {
        self.init(seen.lead)
        (unread, isOptedOut) = (seen.unread, seen.isOptedOut)
        lastMessage = seen.lastMessage.map { words in
            LastMessage(
                direction: words.direction, body: words.body, status: words.status, sendState: words.sendState,
                createdAt: words.moment)
        }
    }
}

extension ConversationBody {
    init(_ talk: TenantConversation) {
        self.init(
            id: talk.id, leadID: talk.lead, channelID: talk.channelID, channel: talk.channel,
            remoteJID: talk.remoteJID, ourNumber: talk.ourAddress, state: talk.state, lastArrival: talk.lastArrival,
            lastOutbound: talk.lastOutbound, createdAt: talk.createdAt, version: Int64(talk.version))
        (snoozedUntil, assignee, lastMessageAt) = (talk.snoozedUntil, talk.assignee, talk.lastMessageAt)
    }

    init(_ seen: ConversationOverview) {
        self.init(seen.conversation)
        (unread, readUpTo) = (seen.unread, seen.readUpTo)
    }
}

extension ReadMarkBody {
    init(_ mark: UserReadMark) {
        self.init(conversationID: mark.conversation, readUpTo: mark.readUpTo, version: Int64(mark.version))
    }
}

extension MessageBody {
    init(_ told: ToldMessage) {
        let row = told.message
        self.init(
            id: row.id, conversationID: row.conversation, direction: row.direction, body: row.body,
            arrival: row.arrival, createdAt: row.createdAt, version: Int64(row.version))
        (externalID, clientRef, ourNumber) = (row.externalID, row.clientRef, row.ourNumber)
        (status, sendState, segments) = (row.status, row.sendState, row.segments)
        (errorCode, errorText) = (row.errorCode, row.errorText)
        (sendAt, keptBack) = (row.sendAt, row.keptBack.map(KeptBack.init))
        if let amount = row.price, let unit = row.priceUnit { price = Price(millionths: amount, unit: unit) }
        (from, to, author) = (row.from, row.to, row.author)
        (providerAt, sentAt, deliveredAt) = (row.providerAt, row.sentAt, row.deliveredAt)
        media = told.media.map(Media.init)
    }
}

extension MessageBody.Media {
    init(_ media: MediaRecord) {
        let state: State =
            switch media.state {
            case .wanted: .wanted
            case .fetched: .fetched
            case .gone: .gone
            }
        self.init(id: media.id, contentType: media.contentType, state: state, size: media.size)
    }
}

extension MessageBody.KeptBack {
    init(_ reason: ServerStore.KeptBack) {
        self =
            switch reason {
            case .conversationMoved: .conversationMoved
            case .waitedTooLong: .waitedTooLong
            case .optedOut: .optedOut
            case .noSender: .noSender
            case .writerSuspended: .writerSuspended
            }
    }
}

extension MessageBody.Report {
    init(_ event: MessageEvent) {
        self.init(
            id: event.id, at: event.report.at, source: event.report.source.rawValue, status: event.report.status,
            errorCode: event.report.errorCode, errorText: event.report.errorText)
    }
}

extension OptOutBody {
    init(_ row: OptOut) {
        self.init(
            id: row.id, phone: row.address, sender: row.sender, origin: row.origin.rawValue, isOpen: row.isOpen,
            openedAt: row.openedAt, closedAt: row.closedAt, createdAt: row.createdAt, version: Int64(row.version))
    }
}

extension InteractionBody {
    init(_ seen: Interaction) {
        self.init(kind: seen.kind, at: seen.at, userID: seen.user, messageID: seen.message, detail: seen.detail)
    }
}
