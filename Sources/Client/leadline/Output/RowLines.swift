import LocalStore
import Messaging

extension LeadRow {
    /// The lead as it stands now, with the whole text of its last message.
    func whole(in store: InboxStore) throws -> LeadRow { try store.lead(id, wholeText: true) ?? self }

    /// The lead as scripts read it, who are owed whole texts: see `whole`.
    var jsonLine: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("name", name)
        line.set("phone", address.text)
        line.set("channel", "twilio_sms")
        line.set("label", "SMS")
        line.set("remote_jid", address.remoteJID)
        line.set("state", state.rawValue)
        line.set("unread", unread)
        line.set("waiting_since", waitingSince)
        line.set("last_message", lastMessage?.jsonLine)
        line.set("last_contact_at", lastContactAt)
        line.set("opted_out", isOptedOut)
        line.set("blocked", isBlocked)
        line.set("has_draft", hasDraft)
        line.set("our_number", ourNumber?.e164)
        return line
    }
}

extension LastMessage {
    var jsonLine: JSONLine {
        var line = JSONLine()
        line.set("direction", direction.rawValue)
        line.set("body", preview)
        line.set("status", status?.word)
        line.set("send_state", sendState?.rawValue)
        line.set("has_media", hasMedia)
        line.set("created_at", createdAt)
        return line
    }
}

extension MessageRow {
    /// The message as scripts read it; `errorWords` says an error in plain words where the code is known.
    func jsonLine(errorWords: (Int) -> String? = { _ in nil }) -> JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("external_id", externalID)
        line.set("lead_id", leadID.description)
        line.set("direction", direction.rawValue)
        line.set("our_number", ourNumber?.e164)
        line.set("body", body)
        line.set("status", status?.word)
        line.set("send_state", direction == .outbound ? sendState?.rawValue : nil)
        line.set("error_code", errorCode)
        line.set("error_text", errorCode.flatMap(errorWords) ?? errorText)
        line.set("segments", segments)
        line.set("price", price?.decimal)
        line.set("price_unit", price?.unit)
        line.set("media", media.map(\.jsonLine))
        line.set("media_count", mediaCount)
        line.set("created_at", createdAt)
        line.set("sent_at", sentAt)
        line.set("due_at", dueAt)
        line.set("sent_again_at", sentAgainAt)
        return line
    }

    /// The last word on the message: what the carrier says, else how far it came on this side.
    var stateWord: String {
        if direction == .inbound { return status?.word ?? "received" }
        if let sendState, sendState != .submitted { return sendState.rawValue }
        return status?.word ?? sendState?.rawValue ?? ""
    }
}

extension MediaRow {
    var jsonLine: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("external_id", externalID)
        line.set("content_type", contentType)
        line.set("size", size)
        line.set("sha256", contentHash)
        line.set("url", url)
        return line
    }
}
