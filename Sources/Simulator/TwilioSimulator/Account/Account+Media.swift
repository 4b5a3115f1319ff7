internal import Messaging

/// A short-lived permission to fetch one medium from the content network.
struct ContentTicket: Sendable {
    var medium: Int
    var expires: Instant
}

/// Media of messages: lists, resources, and the way to their content.
extension Account {
    /// The list of the media of a message, for `GET Messages/{Sid}/Media.json`.
    func mediaList(of number: MessageNumber, _ fields: FormFields) throws(Rejection) -> JSON {
        let (page, size) = try MessageQuery.paging(fields)
        let all = (mediaOf[number] ?? []).filter { !media[$0].isDeleted }
        let rows = all.dropFirst(page * size).prefix(size)
        let path = "/2010-04-01/Accounts/\(sid)/Messages/\(sid(of: number))/Media.json"
        return ListPage(name: "media_list", path: path, page: page, size: size, total: all.count)
            .json(rows.map(mediumResource))
    }

    func mediumResource(_ index: Int) -> JSON {
        let created = DateWriter.rfc2822(Instant(seconds: Int64(store[media[index].message].created)))
        return [
            "sid": .string(mint.sid("ME", .media, index)), "account_sid": .string(sid),
            "parent_sid": .string(sid(of: media[index].message)), "content_type": .string(media[index].contentType),
            "date_created": .string(created), "date_updated": .string(created),
            "uri": .string(mediaPath(index) + ".json"),
        ]
    }

    /// The medium of this SID, if it belongs to `number` and still exists.
    func medium(_ sid: String, of number: MessageNumber) -> Int? {
        guard let index = mint.number(sid, letters: ["ME"], .media), index < media.count,
            media[index].message == number, !media[index].isDeleted
        else { return nil }
        return index
    }

    /// Takes a medium away; the message counts one less.
    func deleteMedium(_ index: Int) {
        media[index].isDeleted = true
        store.change(media[index].message) { $0.mediaCount -= $0.mediaCount > 0 ? 1 : 0 }
    }

    /// The path on the content network under which the medium can be fetched for the next four hours.
    func issueTicket(for index: Int) -> String {
        let name = String(random.next(), radix: 36) + String(random.next(), radix: 36)
        tickets = tickets.filter { $0.value.expires > now }
        tickets[name] = ContentTicket(medium: index, expires: now + .seconds(4 * 3600))
        return "/__cdn/" + name
    }

    /// The content behind a ticket. Credentials have no business there: they are counted, and refused.
    func content(ticket: String, hasCredentials: Bool) -> Answer {
        if hasCredentials {
            books.strayCredentials += 1
            return Answer(Rejection(400, 20001, "Only one authentication mechanism is allowed"))
        }
        guard let entry = tickets[ticket], entry.expires > now, !media[entry.medium].isDeleted else {
            return Answer(Rejection(403, 20403, "Access denied"))
        }
        let medium = media[entry.medium]
        return Answer(status: 200, contentType: medium.contentType, body: MediumContent.bytes(of: medium))
    }
}
