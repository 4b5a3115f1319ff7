package import TwilioAPI

extension TwilioSMSService {
    /// The number, where it is this very account's; `nil` where it is not. Twilio's filter finds parts of numbers too,
    /// so each row has to say by itself which number and whose it is.
    package func incomingNumber(_ e164: String) async throws(TwilioError) -> IncomingNumber? {
        let page = try await ask(TwilioRequest(path: paths.incomingNumbers(like: e164)), IncomingNumber.decodePage)
        return page.items.first {
            $0.phoneNumber == e164 && $0.accountSID == access.accountSID && SID.isNumber($0.sid)
        }
    }

    /// The messaging service, where it is this very account's.
    package func messagingService(_ sid: String) async throws(TwilioError) -> MessagingServiceResource? {
        guard SID.isService(sid) else { return nil }
        let request = TwilioRequest(product: .messaging, path: ResourcePath.service(sid))
        return try await found { () async throws(TwilioError) in
            try await self.ask(request, MessagingServiceResource.decode)
        }
        .flatMap { $0.sid == sid && $0.accountSID == access.accountSID ? $0 : nil }
    }

    /// The messaging services of the account, the first 50 of them.
    package func messagingServices() async throws(TwilioError) -> [MessagingServiceResource] {
        let request = TwilioRequest(product: .messaging, path: ResourcePath.services)
        return try await ask(request, MessagingServiceResource.decodePage).items
            .filter { $0.accountSID == access.accountSID }
    }

    /// Whether the pool of a service has one of the account's numbers.
    package func isPooled(_ number: IncomingNumber, inService sid: String) async throws(TwilioError) -> Bool {
        guard SID.isService(sid), SID.isNumber(number.sid) else { return false }
        let request = TwilioRequest(product: .messaging, path: ResourcePath.serviceNumber(sid, number.sid))
        return try await found { () async throws(TwilioError) in try await self.ask(request) } != nil
    }

    /// Lets Twilio report texts to an address of ours.
    package func point(_ setting: WebhookSetting) async throws(TwilioError) {
        let request: TwilioRequest
        switch setting {
        case .number(let sid, _):
            guard SID.isNumber(sid) else { throw .notFound }
            request = TwilioRequest(path: paths.incomingNumber(sid), form: setting.encoded)
        case .service(let sid, _):
            guard SID.isService(sid) else { throw .notFound }
            request = TwilioRequest(product: .messaging, path: ResourcePath.service(sid), form: setting.encoded)
        }
        _ = try await ask(request)
    }

    /// What a question finds; `nil` where Twilio knows of no such thing.
    private func found<Value>(_ question: () async throws(TwilioError) -> Value) async throws(TwilioError) -> Value? {
        do throws(TwilioError) {
            return try await question()
        } catch .notFound {
            return nil
        } catch {
            throw error
        }
    }
}
