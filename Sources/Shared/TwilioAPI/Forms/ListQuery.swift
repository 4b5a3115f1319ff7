/// Which messages of an account are listed: all of them, or those to or from one address.
///
/// Twilio has no filter for "either", no order but newest first, and no page numbers of its own making: the first page
/// is asked for by this, every other by the URI in the page before.
package struct ListQuery: Hashable, Sendable {
    /// Only messages to this address, exactly.
    package var to: String?
    /// Only messages from this address, exactly.
    package var from: String?
    /// 1 to 1000; values beyond are drawn in, because Twilio refuses them.
    package var pageSize: Int

    package init(to: String? = nil, from: String? = nil, pageSize: Int = 1000) {
        (self.to, self.from, self.pageSize) = (to, from, pageSize)
    }

    /// The path and query of the first page.
    package func path(accountSID: String) -> String {
        var pairs: [(name: String, value: String)] = []
        if let to { pairs.append(("To", to)) }
        if let from { pairs.append(("From", from)) }
        pairs.append(("PageSize", String(min(1000, max(1, pageSize)))))
        let query = String(decoding: FormEncoding.encode(pairs), as: UTF8.self)
        return ResourcePath(accountSID: accountSID).messages + "?" + query
    }
}
