/// Writes message resources and pages of them, from pieces prepared once a page.
struct MessageWriter: Sendable {
    private let mint: SIDMint
    private let opening: [UInt8]
    private let quotedServices: [[UInt8]]
    private let path: [UInt8]
    private var dates = DateWriter()
    /// The SID of the message that is being written: it appears three times.
    private var sid: [UInt8] = []

    init(sid: String, services: [String], mint: SIDMint) {
        self.mint = mint
        opening = Array("{\"account_sid\":\"\(sid)\",\"api_version\":\"2010-04-01\",\"body\":".utf8)
        quotedServices = services.map { Array("\"\($0)\"".utf8) }
        path = Array("/2010-04-01/Accounts/\(sid)/Messages".utf8)
    }

    /// A page of `numbers`; `next` is the SID its token names, `nil` on the last page.
    mutating func page(
        _ query: MessageQuery, _ numbers: [MessageNumber], next: String?, in store: MessageStore
    ) -> [UInt8] {
        var out = JSONBytes(capacity: 1024 + numbers.count * 1000)
        out.raw("{\"messages\":[")
        for (index, number) in numbers.enumerated() {
            if index > 0 { out.raw(",") }
            write(number, in: store, into: &out)
        }
        let token = query.anchorSID.map { "PA" + $0 }
        let start = query.page * query.pageSize
        out.raw("],\"first_page_uri\":")
        out.string(address(query, page: 0, token: nil))
        out.raw(",\"next_page_uri\":")
        out.optional(next.map { address(query, page: query.page + 1, token: "PA" + $0) })
        out.raw(",\"previous_page_uri\":null,\"uri\":")
        out.string(address(query, page: query.page, token: token))
        out.raw(",\"page\":\(query.page),\"page_size\":\(query.pageSize),\"start\":\(start),")
        out.raw("\"end\":\(max(start, start + numbers.count - 1))}")
        return out.bytes
    }

    /// One resource, its members in the order of the alphabet.
    mutating func write(_ number: MessageNumber, in store: MessageStore, into out: inout JSONBytes) {
        let record = store[number]
        prepareSID(record, number)
        out.raw(opening)
        if record.tellsBody {
            store.texts.withBytes(record.text) { out.string($0, needsEscape: record.text.needsEscape) }
        } else {
            out.raw("null")
        }
        out.raw(",\"date_created\":")
        dates.write(record.created, into: &out)
        out.raw(",\"date_sent\":")
        dates.write(record.sent, into: &out)
        out.raw(",\"date_updated\":")
        dates.write(record.updated, into: &out)
        out.raw(",\"direction\":\"")
        out.raw(record.direction.wire)
        out.raw("\",\"error_code\":")
        if record.errorCode == 0 { out.raw("null") } else { out.number(Int(record.errorCode)) }
        out.raw(",\"error_message\":null,\"from\":")
        if record.shownFrom == .none { out.raw("null") } else { out.string(store.addresses[record.from]) }
        writeCounts(record, into: &out)
        out.raw(",\"sid\":\"")
        out.raw(sid)
        out.raw("\",\"status\":\"")
        out.raw(record.status.wire)
        out.raw("\",\"subresource_uris\":{\"media\":\"")
        writePath(into: &out)
        out.raw("/Media.json\"},\"to\":")
        out.string(store.addresses[record.to])
        out.raw(",\"uri\":\"")
        writePath(into: &out)
        out.raw(".json\"}")
    }

    /// The counts are text in the resource, and the price is one with five decimals.
    private func writeCounts(_ record: StoredMessage, into out: inout JSONBytes) {
        out.raw(",\"messaging_service_sid\":")
        if record.viaService { out.raw(quotedServices[Int(record.service) - 1]) } else { out.raw("null") }
        out.raw(",\"num_media\":\"")
        out.number(Int(record.mediaCount))
        out.raw("\",\"num_segments\":\"")
        out.number(Int(record.segments))
        out.raw("\",\"price\":")
        out.optional(record.price.map(PriceList.text))
        // A service's message has no currency before its sender is chosen.
        if record.from == .none { out.raw(",\"price_unit\":null") } else { out.raw(",\"price_unit\":\"USD\"") }
    }

    /// Writes the SID down once for its three places.
    private mutating func prepareSID(_ record: StoredMessage, _ number: MessageNumber) {
        sid.removeAll(keepingCapacity: true)
        sid.append(record.isMultimedia ? UInt8(ascii: "M") : UInt8(ascii: "S"))
        sid.append(UInt8(ascii: "M"))
        mint.write(.message, number.index, into: &sid)
    }

    private func writePath(into out: inout JSONBytes) {
        out.raw(path)
        out.raw("/")
        out.raw(sid)
    }

    /// The address of a page: filters first, then size, page and token, all of it encoded for good.
    private func address(_ query: MessageQuery, page: Int, token: String?) -> String {
        var fields = query.filters + [("PageSize", String(query.pageSize)), ("Page", String(page))]
        if let token { fields.append(("PageToken", token)) }
        return String(decoding: path, as: UTF8.self) + ".json?" + FormFields(fields).encoded
    }
}
