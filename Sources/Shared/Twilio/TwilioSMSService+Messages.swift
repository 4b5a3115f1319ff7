package import TwilioAPI

extension TwilioSMSService {
    /// Hands one message over. Twilio's answer means that it took the message, nothing about delivery.
    package func send(_ form: SendForm) async throws(TwilioError) -> MessageResource {
        try await ask(TwilioRequest(path: paths.messages, form: form.encoded), MessageResource.decode)
    }

    /// The first page of a list, newest message first.
    package func page(_ query: ListQuery) async throws(TwilioError) -> MessagePage {
        try await ask(TwilioRequest(path: query.path(accountSID: access.accountSID)), MessagePage.decode)
    }

    /// The page that an earlier one named as its next. The URI is used as it is, and only within the own account.
    package func page(at uri: String) async throws(TwilioError) -> MessagePage {
        guard paths.owns(uri) else { throw .ourFault(detail: "the next page lies outside of the account") }
        return try await ask(TwilioRequest(path: uri), MessagePage.decode)
    }

    /// One message as it stands now.
    package func message(sid: String) async throws(TwilioError) -> MessageResource {
        guard SID.isMessage(sid) else { throw .notFound }
        return try await ask(TwilioRequest(path: paths.message(sid)), MessageResource.decode)
    }
}
