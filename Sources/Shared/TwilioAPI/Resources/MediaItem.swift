/// One picture, film or document of a message; its content is fetched by the two SIDs.
package struct MediaItem: Hashable, Sendable {
    package var sid: String
    package var messageSID: String?
    /// As the sender called it; may be empty.
    package var contentType: String

    package init(sid: String, messageSID: String? = nil, contentType: String) {
        (self.sid, self.messageSID, self.contentType) = (sid, messageSID, contentType)
    }

    /// Reads the list of a message's media.
    package static func decodePage(_ bytes: [UInt8]) throws(DecodingFault) -> ResourcePage<MediaItem> {
        try .decode(bytes, "media_list") { row in
            guard let sid = row["sid"].text, SID.isMedia(sid) else { return nil }
            return MediaItem(
                sid: sid, messageSID: row["parent_sid"].words, contentType: row["content_type"].text ?? "")
        }
    }
}
