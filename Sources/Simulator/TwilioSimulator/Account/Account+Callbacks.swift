internal import Messaging

/// Callbacks of both kinds: what is sent, what goes wrong on demand, and what comes back.
extension Account {
    /// Tells the message's callback about its present status, where Twilio would.
    func reportStatus(_ number: MessageNumber) {
        let record = store[number]
        // `sending` is never told, and `queued` only to messages of a service.
        guard record.status != .sending, record.status != .queued || record.viaService,
            let url = callbackURLs[number]
        else { return }
        let sid = sid(of: number)
        var fields: [(name: String, value: String)] = [
            ("SmsSid", sid), ("SmsStatus", record.status.wire), ("MessageStatus", record.status.wire),
            ("To", store.addresses[record.to]), ("MessageSid", sid), ("AccountSid", self.sid),
            ("From", store.addresses[record.from]), ("ApiVersion", "2010-04-01"),
        ]
        if record.viaService { fields.append(("MessagingServiceSid", self.sid(ofService: Int(record.service) - 1))) }
        if record.errorCode > 0 { fields.append(("ErrorCode", String(record.errorCode))) }
        if [.delivered, .undelivered].contains(record.status) { fields.append(("RawDlrDoneDate", receiptTime)) }
        let delivery = WebhookDelivery(
            url: url, fallback: nil, method: "POST", fields: FormFields(fields), token: token,
            identity: random.next(), subject: .status)
        send(delivery, fault: faults.takeForCallback()?.kind)
    }

    /// Takes what a webhook answered: alerts for the error log, replies for the lead.
    func absorb(_ outcome: WebhookOutcome, of delivery: WebhookDelivery) {
        for failure in outcome.failures { alert(failure.code, failure.text, url: delivery.url) }
        guard case .inbound(let number) = delivery.subject, let answer = outcome.answer else { return }
        let replies = TwiML.replies(in: answer)
        if let code = replies.problem { alert(code, "The webhook's answer cannot be used", url: delivery.url) }
        for text in replies.texts { reply(text, to: number) }
    }

    /// Sends an answer that a webhook gave in TwiML.
    private func reply(_ text: String, to number: MessageNumber) {
        let inbound = store[number]
        guard !blocked.contains(pair(of: inbound)), !text.isEmpty, text.utf16.count <= 1600 else { return }
        let reply = store.add(
            StoredMessage(
                from: inbound.to, to: inbound.from, text: store.texts.store(text), created: second, updated: second,
                status: .queued, direction: .outboundReply, segments: UInt8(clamping: SegmentCount.segments(text)),
                isMultimedia: false))
        setOut(reply)
    }

    /// Hands a callback over as its fault wants it: twice, not at all, or after the next one.
    private func send(_ delivery: WebhookDelivery, fault: Fault.Kind?) {
        if fault == .reorderedCallbacks, heldCallback == nil {
            heldCallback = delivery
            return
        }
        if fault != .lostCallbacks { dispatch(delivery) }
        if fault == .duplicateCallbacks { dispatch(delivery) }
        if let held = heldCallback {
            heldCallback = nil
            dispatch(held)
        }
    }

    /// Enters a problem into the error log.
    private func alert(_ code: Int, _ text: String, url: String) {
        let sid = mint.sid("NO", .delivery, alerts.count)
        alerts.append(Alert(code: code, text: text, url: url, moment: second, sid: sid))
    }

    /// The carrier's time in its own form, `YYMMDDhhmm`.
    private var receiptTime: String {
        String(now.rfc3339.filter(\.isNumber).dropFirst(2).prefix(10))
    }
}
