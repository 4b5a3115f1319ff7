/// The frame around a short list of the 2010 API.
struct ListPage: Sendable {
    /// The member that holds the rows.
    let name: String
    let path: String
    let page: Int
    let size: Int
    let total: Int

    func json(_ rows: [JSON]) -> JSON {
        let hasMore = (page + 1) * size < total
        let start = page * size
        return [
            name: .array(rows), "first_page_uri": .string(uri(0)),
            "next_page_uri": hasMore ? .string(uri(page + 1)) : nil, "previous_page_uri": nil,
            "uri": .string(uri(page)), "page": .int(page), "page_size": .int(size), "start": .int(start),
            "end": .int(max(start, start + rows.count - 1)),
        ]
    }

    /// Relative to the API's host, as all of the 2010 API's addresses are.
    private func uri(_ page: Int) -> String { "\(path)?PageSize=\(size)&Page=\(page)" }
}

/// The frame around a list of the newer product APIs, which name whole addresses.
struct MetaPage: Sendable {
    let key: String
    let url: String
    var page = 0
    var size = 50
    /// How many rows all pages have together; those of this one when `nil`.
    var total: Int?

    func json(_ rows: [JSON]) -> JSON {
        let hasMore = (page + 1) * size < total ?? rows.count
        return [
            key: .array(rows),
            "meta": [
                "page": .int(page), "page_size": .int(size), "first_page_url": .string(address(0)),
                "previous_page_url": page > 0 ? .string(address(page - 1)) : nil, "url": .string(address(page)),
                "next_page_url": hasMore ? .string(address(page + 1)) : nil, "key": .string(key),
            ],
        ]
    }

    private func address(_ page: Int) -> String {
        url + "?PageSize=\(size)&Page=\(page)" + (page > 0 ? "&PageToken=PT\(page)" : "")
    }
}
