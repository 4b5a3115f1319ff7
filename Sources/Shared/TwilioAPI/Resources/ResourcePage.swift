/// One page of a short list: numbers, media, verified recipients.
package struct ResourcePage<Item: Hashable & Sendable>: Hashable, Sendable {
    package var items: [Item]
    /// Where the list goes on, relative to the host; `nil` at its end.
    package var nextPageURI: String?

    package init(items: [Item], nextPageURI: String? = nil) { (self.items, self.nextPageURI) = (items, nextPageURI) }

    /// Reads the rows of the array called `name`; a row that `row` cannot read is left out.
    static func decode(
        _ bytes: [UInt8], _ name: String, _ row: (JSONValue) -> Item?
    ) throws(DecodingFault) -> ResourcePage {
        let page = try JSONValue(bytes)
        guard page[name].isArray else { throw .missing(name) }
        return ResourcePage(items: page[name].list.compactMap(row), nextPageURI: page["next_page_uri"].words)
    }
}
