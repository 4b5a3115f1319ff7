package import Messaging

extension PretendAccount {
    /// A handful of leads with names of many widths, an opt-out, a failure, a picture and a done one; the first is the
    /// newest.
    package static func sample(now: Instant = HandClock.start) -> PretendAccount {
        var account = PretendAccount()
        account.add(1, "Maria Silva", People.ana)
        account.say(1, .inbound, "Hi, is the flat in Elm Street still free?", at: now - .seconds(86_400 * 2))
        account.say(1, .outbound, "It is. Would you like to see it?", at: now - .seconds(86_400), status: .delivered)
        account.say(
            1, .inbound, "Yes please! Saturday would suit me best, any time after ten.", at: now - .seconds(1_800))
        account.add(2, "王小明", People.bruno)
        account.say(2, .inbound, "请问价格是多少?谢谢 🙏", at: now - .seconds(3_600))
        account.add(3, nil, People.chen)
        account.say(3, .outbound, "Your viewing is booked for Friday.", at: now - .seconds(7_200), status: .undelivered)
        {
            $0.errorCode = 30006
        }
        account.add(4, "Zoë Müller-Łukasiewicz", People.dana)
        account.say(4, .inbound, "Here is the picture", at: now - .seconds(90_000)) { row in
            row.mediaCount = 1
            row.media = [
                MediaRow(id: MediaID(rawValue: 1), externalID: "ME1", contentType: "image/jpeg", size: 240_000)
            ]
        }
        account.add(5, "Omar")
        account.say(5, .inbound, "STOP", at: now - .seconds(86_400 * 400))
        account.leads[LeadID(rawValue: 5)]?.hasStopped = true
        account.add(6, "Dana Done")
        account.say(6, .inbound, "Thanks, all settled", at: now - .seconds(86_400 * 30))
        account.say(6, .outbound, "Glad to hear it", at: now - .seconds(86_400 * 30 - 60), status: .delivered)
        account.leads[LeadID(rawValue: 6)]?.state = .closed
        return account
    }

    /// So many leads who each wrote one message, the first the newest.
    package static func crowd(_ count: Int, now: Instant = HandClock.start) -> PretendAccount {
        var account = PretendAccount()
        for index in 1...count {
            account.add(Int64(index), "Lead \(padded(index, 4))")
            account.say(Int64(index), .inbound, "Message of lead \(index)", at: now - .seconds(60 * index))
        }
        return account
    }
}
