internal import Messaging

/// The account's own resources: itself, its balance, its numbers.
extension Account {
    private var path: String { "/2010-04-01/Accounts/\(sid)" }

    /// When everything of this account was made: long before its first message.
    private var founded: String { DateWriter.rfc2822(Instant(seconds: 1_577_880_000)) }

    /// The account itself; the one thing that a standard API key does not open.
    func accountResource() -> JSON {
        let lists = ["messages": "Messages", "incoming_phone_numbers": "IncomingPhoneNumbers", "balance": "Balance"]
        return [
            "sid": .string(sid), "owner_account_sid": .string(ownerSID ?? sid), "auth_token": .string(token),
            "friendly_name": "Simulated account", "status": .string(options.accountStanding.rawValue),
            "type": .string(options.accountKind.rawValue), "date_created": .string(founded),
            "date_updated": .string(founded), "uri": .string(path + ".json"),
            "subresource_uris": .object(
                lists.sorted { $0.key < $1.key }.map { ($0.key, .string("\(path)/\($0.value).json")) }),
        ]
    }

    /// The balance stands still: nothing here costs money. A subaccount has none: its owner pays.
    func balanceResource() throws(Rejection) -> JSON {
        guard ownerSID == nil else { throw .notFound("\(path)/Balance.json") }
        return ["account_sid": .string(sid), "balance": .string(options.balance), "currency": "USD"]
    }

    /// The numbers whose digits and name fit the filters; `*` stands for any digit.
    func numberList(_ fields: FormFields) throws(Rejection) -> JSON {
        let (page, size) = try MessageQuery.paging(fields)
        let fitting = numbers.indices.filter { index in
            if numbers[index].isReleased { return false }
            let wanted = fields["PhoneNumber"]?.filter { $0 != "*" } ?? ""
            let isNamed = fields["FriendlyName"].map { $0 == numbers[index].friendlyName } ?? true
            return isNamed && (wanted.isEmpty || numbers[index].phoneNumber.contains(wanted))
        }
        let rows = fitting.dropFirst(page * size).prefix(size)
        return ListPage(
            name: "incoming_phone_numbers", path: path + "/IncomingPhoneNumbers.json", page: page, size: size,
            total: fitting.count
        ).json(rows.map(numberResource))
    }

    /// The place of the number of this SID, as long as it is ours.
    func numberIndex(_ sid: String) -> Int? {
        mint.number(sid, letters: ["PN"], .number).flatMap {
            numbers.indices.contains($0) && !numbers[$0].isReleased ? $0 : nil
        }
    }

    /// The place of a number, as long as it is ours.
    func numberPlace(_ number: String) -> Int? { numbers.firstIndex { $0.phoneNumber == number && !$0.isReleased } }

    /// Takes a number into the account's possession; it is new here, whoever had it before.
    func acquire(_ number: String) {
        guard numberPlace(number) == nil else { return }
        numbers.append(
            OwnedNumber(phoneNumber: number, friendlyName: number, sendsMMS: number.hasPrefix("+1"), service: nil))
    }

    /// Gives a number up; what was written with it stays.
    func release(_ number: String) {
        guard let place = numberPlace(number) else { return }
        numbers[place].isReleased = true
        numbers[place].service = nil
    }

    /// One of our numbers. What belongs to voice and emergency calls is there because Twilio's is, and stays empty.
    func numberResource(_ index: Int) -> JSON {
        let number = numbers[index]
        let sid = mint.sid("PN", .number, index)
        return [
            "sid": .string(sid), "account_sid": .string(self.sid), "phone_number": .string(number.phoneNumber),
            "friendly_name": .string(number.friendlyName), "api_version": "2010-04-01", "beta": false,
            "capabilities": ["voice": true, "sms": true, "mms": .bool(number.sendsMMS), "fax": false],
            "date_created": .string(founded), "date_updated": .string(founded), "origin": "twilio", "status": "in-use",
            "type": "local", "address_requirements": "none", "address_sid": nil, "bundle_sid": nil,
            "identity_sid": nil, "trunk_sid": nil, "sms_application_sid": .string(number.smsApplicationSID),
            "sms_url": .string(number.smsURL),
            "sms_method": .string(number.smsMethod), "sms_fallback_url": .string(number.smsFallbackURL),
            "sms_fallback_method": .string(number.smsFallbackMethod), "status_callback": .string(number.statusCallback),
            "status_callback_method": .string(number.statusCallbackMethod), "voice_url": "", "voice_method": "POST",
            "voice_fallback_url": "",
            "voice_fallback_method": "POST", "voice_caller_id_lookup": false, "voice_application_sid": nil,
            "voice_receive_mode": "voice", "emergency_status": "Inactive", "emergency_address_sid": nil,
            "emergency_address_status": "unregistered",
            "uri": .string("\(path)/IncomingPhoneNumbers/\(sid).json"),
        ]
    }

    /// Takes new webhook addresses and a new name; an empty value clears.
    func updateNumber(_ index: Int, _ fields: FormFields) throws(Rejection) {
        var number = numbers[index]
        for (name, value) in fields.pairs {
            switch name {
            case "SmsUrl": number.smsURL = value
            case "SmsFallbackUrl": number.smsFallbackURL = value
            case "SmsMethod": number.smsMethod = value.uppercased()
            case "SmsFallbackMethod": number.smsFallbackMethod = value.uppercased()
            case "SmsApplicationSid": number.smsApplicationSID = value
            case "StatusCallback": number.statusCallback = value
            case "StatusCallbackMethod": number.statusCallbackMethod = value.uppercased()
            case "FriendlyName": number.friendlyName = value
            default: continue
            }
        }
        let methods = [number.smsMethod, number.smsFallbackMethod, number.statusCallbackMethod]
        guard methods.allSatisfy(["GET", "POST"].contains) else {
            throw Rejection(code: 21403, "The method is not valid")
        }
        for url in [number.smsURL, number.smsFallbackURL, number.statusCallback]
        where !url.isEmpty && CallbackAddress(url) == nil {
            throw Rejection(code: 21402, "The SmsUrl is not a valid URL")
        }
        if number.smsURL.isEmpty && !number.smsFallbackURL.isEmpty {
            throw Rejection(code: 21406, "SmsFallbackUrl cannot be set without SmsUrl")
        }
        numbers[index] = number
    }

    /// The numbers that a trial account may write to.
    func callerIDList(_ fields: FormFields) throws(Rejection) -> JSON {
        let (page, size) = try MessageQuery.paging(fields)
        let rows = verified.enumerated().dropFirst(page * size).prefix(size).map { index, number -> JSON in
            let sid = mint.sid("PN", .callerID, index)
            return [
                "sid": .string(sid), "account_sid": .string(self.sid), "phone_number": .string(number),
                "friendly_name": .string(number), "date_created": .string(founded), "date_updated": .string(founded),
                "uri": .string("\(path)/OutgoingCallerIds/\(sid).json"),
            ]
        }
        return ListPage(
            name: "outgoing_caller_ids", path: path + "/OutgoingCallerIds.json", page: page, size: size,
            total: verified.count
        ).json(Array(rows))
    }
}
