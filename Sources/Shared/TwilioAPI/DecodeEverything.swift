/// The entrance for fuzzers: every reader of this target on the same bytes. It returns, whatever they are.
package func decodeEverything(_ bytes: [UInt8]) {
    // Each reader either understands the bytes or says that it does not; both are fine here.
    _ = try? MessagePage.decode(bytes)
    _ = try? MessageResource.decode(bytes)
    _ = try? MediaItem.decodePage(bytes)
    // So with what belongs to an account.
    _ = try? IncomingNumber.decodePage(bytes)
    _ = try? IncomingNumber.decode(bytes)
    _ = try? MessagingServiceResource.decode(bytes)
    _ = try? MessagingServiceResource.decodePage(bytes)
    _ = try? VerifiedCallerID.decodePage(bytes)
    _ = try? AccountResource.decode(bytes)
    _ = try? Balance.decode(bytes)
    _ = try? MessagingPrices.decode(bytes)
    _ = TwilioErrorBody.decode(bytes)
    _ = InternetDate.instant(String(decoding: bytes, as: UTF8.self))
    let form = WebhookForm(body: bytes)
    _ = SignatureText.candidates(url: bytes, form: form)
    _ = SignatureText.bodyHash(url: bytes)
    _ = SignatureSettings(header: String(decoding: bytes, as: UTF8.self))
}
