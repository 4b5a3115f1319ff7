internal import Messaging

/// Creating, changing and deleting messages.
extension Account {
    /// Takes a `POST Messages.json`: the new message, or why it is refused. Either way it stands in the books.
    func send(_ fields: FormFields) throws(Rejection) -> MessageNumber {
        do {
            let request = try SendRequest(fields, services: { serviceIndex($0) }, now: now)
            try checkRights(of: request)
            let number = accept(request)
            note(fields, sid: sid(of: number))
            return number
        } catch {
            note(fields, sid: nil)
            if options.listsRejections { listRejection(fields, error) }
            throw error
        }
    }

    /// Writes a request that was not processed at all into the books.
    func noteUnprocessed(_ fields: FormFields) { note(fields, sid: nil) }

    /// Redacts or cancels `number`, as `POST Messages/{Sid}.json` asks.
    func update(_ number: MessageNumber, _ fields: FormFields) throws(Rejection) {
        let record = store[number]
        switch (fields["Body"], fields["Status"]) {
        case ("", nil):
            guard record.status.isFinal || record.status == .sent else {
                throw Rejection(400, 20009, "Cannot modify the message before it is complete")
            }
            let moment = second
            store.change(number) { record in
                record.text = TextArena.Slice()
                record.updated = moment
            }
        case (nil, "canceled"):
            guard [.accepted, .scheduled, .queued].contains(record.status) else { throw Rejection(code: 30409) }
            proceed(number, to: .canceled, errorCode: 0)
        default: throw Rejection(code: 30400)
        }
    }

    /// Deletes `number` and its media.
    func delete(_ number: MessageNumber) throws(Rejection) {
        let status = store[number].status
        guard status.isFinal || status == .sent else {
            throw Rejection(400, 20009, "Cannot delete the message before it is complete")
        }
        store.change(number) { $0.isDeleted = true }
        for index in mediaOf[number] ?? [] { media[index].isDeleted = true }
    }

    /// The SID of `number`, which begins with MM when it was made with media.
    func sid(of number: MessageNumber) -> String {
        mint.sid(store[number].isMultimedia ? "MM" : "SM", .message, number.index)
    }

    /// The message of this SID, unless it is unknown or deleted.
    func message(_ sid: String) -> MessageNumber? {
        guard let number = anchor(sid), store[number].isListed else { return nil }
        return number
    }

    /// The message of this SID, deleted or not: a page token outlives its message.
    func anchor(_ sid: String) -> MessageNumber? {
        guard let index = mint.number(sid, letters: ["SM", "MM"], .message), index < store.records.count else {
            return nil
        }
        let number = MessageNumber(index)
        return sid.hasPrefix(store[number].isMultimedia ? "MM" : "SM") ? number : nil
    }

    /// Rules that depend on the account: its standing, its senders, verified and blocked recipients.
    private func checkRights(of request: SendRequest) throws(Rejection) {
        guard options.accountStanding == .active else { throw Rejection(400, 20005, "Account not active") }
        if let from = request.from {
            if let code = MagicNumber.rejection(from: from) { throw Rejection(code: code) }
            let isOurs =
                numberPlace(from) != nil || options.rcsSenders.contains(from)
                || from == MagicNumber.allowedSender
            guard isOurs else { throw Rejection(code: 21659) }
        }
        if case .rejected(let code) = MagicNumber.outcome(to: request.to) { throw Rejection(code: code) }
        if options.accountKind == .trial, !verified.contains(request.to) { throw Rejection(code: 21608) }
        // A pooled sender shares its block list with the service; a service tells about it later, not here.
        if let from = request.from, blocked.contains(pair(ours: from, theirs: request.to)) {
            throw Rejection(code: 21610)
        }
        if !request.mediaURLs.isEmpty, let place = request.from.flatMap({ numberPlace($0) }),
            !numbers[place].sendsMMS
        {
            throw Rejection(code: 21612)
        }
    }

    /// Files the new message and sends it on its way. A trial account says so in the text itself.
    private func accept(_ request: SendRequest) -> MessageNumber {
        let isTrial = options.accountKind == .trial
        let bend = takeSendBend(to: request.to)
        let rewritten = bend?.rewriting?.applied(to: request.body) ?? request.body
        let body = isTrial ? "Sent from your Twilio trial account - " + rewritten : rewritten
        let from = request.from.map { store.addresses.identifier(of: $0) } ?? .none
        let isMultimedia = !request.mediaURLs.isEmpty
        let segments = from == .none ? 0 : isMultimedia ? 1 : SegmentCount.segments(body)
        let status: StatusWord = request.sendAt != nil ? .scheduled : request.service != nil ? .accepted : .queued
        let number = store.add(
            StoredMessage(
                from: from, to: store.addresses.identifier(of: request.to), text: store.texts.store(body),
                created: second, updated: second, status: status, direction: .outboundAPI,
                segments: UInt8(clamping: segments), mediaCount: UInt8(request.mediaURLs.count),
                service: UInt8(clamping: request.service.map { $0 + 1 } ?? 0), isMultimedia: isMultimedia))
        addMedia(to: number, types: request.mediaURLs.map(MediumContent.type(ofAddress:)))
        callbackURLs[number] = request.statusCallback ?? request.service.flatMap { services[$0].statusCallback }
        setOut(number)
        if let moment = request.sendAt { schedule(.progress(number, .queued, errorCode: 0), at: steady(moment)) }
        if let span = bend?.hidden { hide(number, for: span) }
        return number
    }

    /// Attaches media of these types to `number`.
    func addMedia(to number: MessageNumber, types: [String]) {
        for type in types {
            mediaOf[number, default: []].append(media.count)
            media.append(Medium(message: number, contentType: type, seed: random.next()))
        }
    }

    /// Enters a request into the books, with the SID of what came of it.
    private func note(_ fields: FormFields, sid: String?) {
        let from = fields["From"] ?? fields["MessagingServiceSid"] ?? ""
        books.posts.append(Books.Post(to: fields["To"] ?? "", from: from, body: fields["Body"] ?? "", sid: sid))
    }

    /// Since 2024 Twilio shows a refused request as a failed message, under an SID that its answer does not name.
    private func listRejection(_ fields: FormFields, _ rejection: Rejection) {
        guard let to = fields["To"], !to.isEmpty, let from = fields["From"], !from.isEmpty, rejection.status == 400
        else { return }
        let body = String(decoding: Array((fields["Body"] ?? "").utf16.prefix(1600)), as: UTF16.self)
        let isMultimedia = !fields.all("MediaUrl").isEmpty
        _ = store.add(
            StoredMessage(
                from: store.addresses.identifier(of: from), to: store.addresses.identifier(of: to),
                text: store.texts.store(body), created: second, updated: second,
                errorCode: UInt32(clamping: rejection.code), status: .failed, direction: .outboundAPI,
                segments: UInt8(clamping: isMultimedia ? 1 : SegmentCount.segments(body)), isMultimedia: isMultimedia))
    }
}
