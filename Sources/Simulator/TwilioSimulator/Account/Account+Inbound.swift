internal import Messaging

/// Messages that leads write to us.
extension Account {
    /// Takes a message from `from` to `to`, one of our numbers; `media` are content types.
    ///
    /// It is dated `age` ago and hidden for the span `hidden`, which makes it surface late. Its SID, or `nil` where a messaging service without a webhook drops it, as Twilio's do.
    @discardableResult
    func receive(
        from: String, to: String, body: String, media types: [String] = [], age: Duration = .zero,
        hidden: Duration? = nil
    ) throws(Rejection) -> String? {
        let owned = try receiver(to)
        guard body.utf16.count <= 1600 else { throw Rejection(code: 21617) }
        guard types.count <= 10 else { throw Rejection(code: 21623) }
        // A service answers for the numbers of its pool, unless it leaves them to their own webhooks.
        let service = owned.service.map { services[$0] }.flatMap { $0.usesNumberWebhook ? nil : $0 }
        if let service, service.inboundRequestURL == nil { return nil }

        let isMultimedia = !types.isEmpty
        let moment = UInt32(clamping: (now - age).seconds)
        let number = store.add(
            StoredMessage(
                from: store.addresses.identifier(of: from), to: store.addresses.identifier(of: to),
                text: store.texts.store(body), created: moment, updated: moment, sent: moment, status: .received,
                direction: .inbound, segments: UInt8(clamping: isMultimedia ? 1 : SegmentCount.segments(body)),
                mediaCount: UInt8(types.count), isMultimedia: isMultimedia))
        store.change(number) { $0.price = PriceList.price(of: $0, to: from) }
        addMedia(to: number, types: types)
        heed(body, pair(ours: to, theirs: from))
        if let hidden { hide(number, for: hidden) }
        let url = service?.inboundRequestURL ?? owned.smsURL
        let fallback = service.map { $0.fallbackURL ?? "" } ?? owned.smsFallbackURL
        let method = service?.inboundMethod ?? owned.smsMethod
        let place = service == nil ? nil : owned.service
        if !url.isEmpty { announce(number, url: url, fallback: fallback, method: method, service: place) }
        return sid(of: number)
    }

    /// Our side of an inbound message: a number, or a sender of rich messages, which has no webhook of its own.
    private func receiver(_ to: String) throws(Rejection) -> OwnedNumber {
        if let place = numberPlace(to) { return numbers[place] }
        guard options.rcsSenders.contains(to) else {
            throw Rejection(code: 21659, "\(to) is not a number of this account")
        }
        return OwnedNumber(phoneNumber: to, friendlyName: to, sendsMMS: true, service: nil)
    }

    /// Twilio's default handling of opt-out keywords; its automatic replies are in no list.
    private func heed(_ body: String, _ pair: String) {
        switch OptOutWord(message: body) {
        case .stop: blocked.insert(pair)
        case .start: blocked.remove(pair)
        case .help, nil: break
        }
    }

    /// Calls the webhook with everything that Twilio sends, empty geography included: all of it is signed.
    private func announce(_ number: MessageNumber, url: String, fallback: String, method: String, service: Int?) {
        let record = store[number]
        let sid = sid(of: number)
        var fields: [(name: String, value: String)] = [
            ("ToCountry", ""), ("ToState", ""), ("SmsMessageSid", sid), ("NumMedia", String(record.mediaCount)),
            ("ToCity", ""), ("FromZip", ""), ("SmsSid", sid), ("FromState", ""), ("SmsStatus", "received"),
            ("FromCity", ""), ("Body", store.texts.text(record.text)), ("FromCountry", ""),
            ("To", store.addresses[record.to]), ("ToZip", ""), ("NumSegments", String(record.segments)),
            ("MessageSid", sid), ("AccountSid", self.sid), ("From", store.addresses[record.from]),
            ("ApiVersion", "2010-04-01"),
        ]
        if let service { fields.append(("MessagingServiceSid", self.sid(ofService: service))) }
        for (place, index) in (mediaOf[number] ?? []).enumerated() {
            fields.append(("MediaContentType\(place)", media[index].contentType))
            fields.append(("MediaUrl\(place)", publicBase + mediaPath(index)))
        }
        dispatch(
            WebhookDelivery(
                url: url, fallback: fallback.isEmpty ? nil : fallback, method: method, fields: FormFields(fields),
                token: token, identity: random.next(), subject: .inbound(number)))
    }

    /// The resource of a medium, without host and `.json`.
    func mediaPath(_ index: Int) -> String {
        let parent = sid(of: media[index].message)
        return "/2010-04-01/Accounts/\(sid)/Messages/\(parent)/Media/\(mint.sid("ME", .media, index))"
    }
}
