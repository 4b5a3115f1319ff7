internal import Messaging

/// Resources of the newer APIs (messaging, pricing, monitor), which are served under the same address.
extension Account {
    nonisolated func sid(ofService index: Int) -> String { mint.sid("MG", .service, index + 1) }

    /// The place of the messaging service of this SID.
    func serviceIndex(_ sid: String) -> Int? {
        mint.number(sid, letters: ["MG"], .service).flatMap { services.indices.contains($0 - 1) ? $0 - 1 : nil }
    }

    /// A messaging service, as `GET /v1/Services/{Sid}` shows it.
    func serviceResource(_ index: Int) -> JSON {
        let service = services[index]
        let serviceSID = self.sid(ofService: index)
        let url = "\(publicBase)/v1/Services/\(serviceSID)"
        return [
            "sid": .string(serviceSID), "account_sid": .string(sid), "friendly_name": .string(service.friendlyName),
            "date_created": "2020-01-01T12:00:00Z", "date_updated": "2020-01-01T12:00:00Z",
            "inbound_request_url": .optional(service.inboundRequestURL),
            "inbound_method": .string(service.inboundMethod),
            "fallback_url": .optional(service.fallbackURL), "fallback_method": "POST",
            "status_callback": .optional(service.statusCallback), "sticky_sender": true, "mms_converter": true,
            "smart_encoding": false, "scan_message_content": "inherit", "fallback_to_long_code": false,
            "area_code_geomatch": true, "synchronous_validation": false, "validity_period": 36_000,
            "usecase": "undeclared", "us_app_to_person_registered": true,
            "use_inbound_webhook_on_number": .bool(service.usesNumberWebhook), "url": .string(url),
            "links": ["phone_numbers": .string(url + "/PhoneNumbers")],
        ]
    }

    func serviceList() -> JSON {
        MetaPage(key: "services", url: publicBase + "/v1/Services").json(services.indices.map(serviceResource))
    }

    /// Takes new addresses and a new name for the service; what it does not know is passed over, as Twilio does.
    func updateService(_ index: Int, _ fields: FormFields) {
        var service = services[index]
        for (name, value) in fields.pairs {
            let address = value.isEmpty ? nil : value
            switch name {
            case "InboundRequestUrl": service.inboundRequestURL = address
            case "InboundMethod": service.inboundMethod = value == "GET" ? "GET" : "POST"
            case "FallbackUrl": service.fallbackURL = address
            case "StatusCallback": service.statusCallback = address
            case "FriendlyName": service.friendlyName = value
            case "UseInboundWebhookOnNumber": service.usesNumberWebhook = value == "true"
            default: continue
            }
        }
        services[index] = service
    }

    /// The places of the numbers that a messaging service sends from.
    func pool(of service: Int) -> [Int] {
        numbers.indices.filter { numbers[$0].service == service && !numbers[$0].isReleased }
    }

    /// The pool of a service. Its capabilities are a list of words here, unlike those of the number itself.
    func serviceNumberList(_ service: Int, _ fields: FormFields) throws(Rejection) -> JSON {
        let (page, size) = try MessageQuery.paging(fields)
        let pool = pool(of: service)
        let rows = pool.dropFirst(page * size).prefix(size).map(serviceNumber)
        let url = "\(publicBase)/v1/Services/\(sid(ofService: service))/PhoneNumbers"
        return MetaPage(key: "phone_numbers", url: url, page: page, size: size, total: pool.count).json(rows)
    }

    /// The number of this SID, if the pool of the service has it.
    func serviceNumber(_ sid: String, of service: Int) -> JSON? {
        guard let index = numberIndex(sid), numbers[index].service == service else { return nil }
        return serviceNumber(index)
    }

    private func serviceNumber(_ index: Int) -> JSON {
        let sid = mint.sid("PN", .number, index)
        let serviceSID = self.sid(ofService: numbers[index].service ?? 0)
        let capabilities: JSON = numbers[index].sendsMMS ? ["SMS", "MMS"] : ["SMS"]
        return [
            "sid": .string(sid), "account_sid": .string(self.sid), "service_sid": .string(serviceSID),
            "date_created": "2020-01-01T12:00:00Z", "date_updated": "2020-01-01T12:00:00Z",
            "phone_number": .string(numbers[index].phoneNumber), "country_code": "US", "capabilities": capabilities,
            "url": .string("\(publicBase)/v1/Services/\(serviceSID)/PhoneNumbers/\(sid)"),
        ]
    }

    /// The countries whose prices are known.
    func countryList() -> JSON {
        let rows = PriceList.countries.map { country -> JSON in
            [
                "country": .string(country.name), "iso_country": .string(country.code),
                "url": .string("\(publicBase)/v1/Messaging/Countries/\(country.code)"),
            ]
        }
        return MetaPage(key: "countries", url: publicBase + "/v1/Messaging/Countries").json(rows)
    }

    /// The prices of one country, or `nil` where the simulator has none.
    func countryPrices(_ code: String) -> JSON? {
        guard let country = PriceList.countries.first(where: { $0.code == code.uppercased() }) else { return nil }
        let outbound = Self.prices(country.outbound), inbound = Self.prices(country.inbound)
        return [
            "country": .string(country.name), "iso_country": .string(country.code), "price_unit": "USD",
            "outbound_sms_prices": [["carrier": "Any", "mcc": "000", "mnc": "00", "prices": .array(outbound)]],
            "inbound_sms_prices": .array(inbound),
            "url": .string("\(publicBase)/v1/Messaging/Countries/\(country.code)"),
        ]
    }

    /// The error log, newest first: webhooks that could not be reached or whose answer could not be used.
    func alertList() -> JSON {
        let rows = alerts.reversed().map { alert -> JSON in
            let moment = Instant(seconds: Int64(alert.moment)).rfc3339
            return [
                "sid": .string(alert.sid), "account_sid": .string(sid), "alert_text": .string(alert.text),
                "api_version": "2010-04-01", "date_created": .string(moment), "date_generated": .string(moment),
                "date_updated": .string(moment), "error_code": .string(String(alert.code)), "log_level": "error",
                "more_info": .string("https://www.twilio.com/docs/errors/\(alert.code)"),
                "request_method": "POST", "request_url": .string(alert.url),
            ]
        }
        return MetaPage(key: "alerts", url: publicBase + "/v1/Alerts").json(Array(rows))
    }

    /// Twilio declares these as numbers and delivers them as text.
    private static func prices(_ price: Int32) -> [JSON] {
        ["local", "mobile", "toll-free"].map { kind in
            let text = JSON.string(PriceList.text(price))
            return ["number_type": .string(kind), "base_price": text, "current_price": text]
        }
    }
}
