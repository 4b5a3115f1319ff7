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

    func json(_ rows: [JSON]) -> JSON {
        let address = url + "?PageSize=50&Page=0"
        return [
            key: .array(rows),
            "meta": [
                "page": 0, "page_size": 50, "first_page_url": .string(address), "previous_page_url": nil,
                "url": .string(address), "next_page_url": nil, "key": .string(key),
            ],
        ]
    }
}
