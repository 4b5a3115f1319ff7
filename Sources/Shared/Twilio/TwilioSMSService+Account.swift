package import Messaging
package import TwilioAPI

extension TwilioSMSService {
    /// The account itself. A standard API key may not read it and is answered with `credentials`.
    package func account() async throws(TwilioError) -> AccountResource {
        try await ask(TwilioRequest(path: paths.account), AccountResource.decode)
    }

    /// What is left of the account's money.
    package func balance() async throws(TwilioError) -> Price {
        try await ask(TwilioRequest(path: paths.balance), Balance.decode)
    }

    /// The numbers that the account owns, the first 5,000 of them.
    package func incomingNumbers() async throws(TwilioError) -> [IncomingNumber] {
        try await all(paths.incomingNumbers, IncomingNumber.decodePage)
    }

    /// The numbers that a trial account may write to.
    package func outgoingCallerIDs() async throws(TwilioError) -> [VerifiedCallerID] {
        try await all(paths.outgoingCallerIDs, VerifiedCallerID.decodePage)
    }

    /// What messages to and from a country cost. `country` is two letters.
    package func pricing(country: String) async throws(TwilioError) -> MessagingPrices {
        guard let path = ResourcePath.messagingPrices(country: country) else { throw .notFound }
        return try await ask(TwilioRequest(product: .pricing, path: path), MessagingPrices.decode)
    }

    /// The numbers in the pool of a messaging service: Twilio allows 400.
    package func numbers(ofService sid: String) async throws(TwilioError) -> [ServiceNumber] {
        guard SID.isService(sid) else { throw .notFound }
        var path = ResourcePath.serviceNumbers(sid)
        var numbers: [ServiceNumber] = []
        for _ in 0..<Self.pageLimit {
            let page = try await ask(TwilioRequest(product: .messaging, path: path), ServiceNumber.decodePage)
            numbers += page.items
            guard let next = page.nextPageURI.flatMap({ ResourcePath.nextServiceNumbers(sid, $0) }) else { break }
            path = next
        }
        return numbers
    }

    /// Every row of a short list. Five pages of a thousand are more than any account has, and bound a list that never
    /// ends.
    private func all<Item>(
        _ path: String, _ decode: ([UInt8]) throws(DecodingFault) -> ResourcePage<Item>
    ) async throws(TwilioError) -> [Item] {
        var page = try await ask(TwilioRequest(path: path), decode)
        var items = page.items
        for _ in 1..<Self.pageLimit {
            guard let uri = page.nextPageURI, paths.owns(uri) else { break }
            page = try await ask(TwilioRequest(path: uri), decode)
            items += page.items
        }
        return items
    }

    private static var pageLimit: Int { 5 }
}
