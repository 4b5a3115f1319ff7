internal import TwilioAPI

extension ChannelFacts {
    /// What is said of the messaging service.
    var serviceFindings: [ChannelFinding] {
        guard let service else {
            guard namesService else { return [] }
            return [
                .init(
                    "service_not_owned", .hard, "The account has no messaging service of this SID.",
                    "Check the SID, or leave it out.")
            ]
        }
        if namesService, !service.hasNumber {
            return [
                .init(
                    "number_not_in_service", .soft, "The number is not in the pool of the messaging service.",
                    "Add it in Twilio's console: the service sends from its pool alone.")
            ]
        }
        guard isOverridden else { return [] }
        guard service.resource.inboundURL != nil else {
            return [
                .init(
                    "service_drops_texts", .soft,
                    "The number's messaging service has no address for what comes in, so Twilio drops it.",
                    "Set it with webhooks.")
            ]
        }
        return [
            .init(
                "webhook_overridden", .soft,
                "The number's messaging service decides where its texts go, not the number itself.",
                "Nothing, if the service is to; else let it use the number's own address in Twilio's console.")
        ]
    }

    /// What is said of the place that texts are reported to.
    func webhooks(_ number: IncomingNumber) -> [ChannelFinding] {
        guard !webhookAddresses.isEmpty else {
            return [
                .init(
                    "no_public_address", .soft, "This server has no public address, so Twilio cannot report texts.",
                    "Set WEBHOOK_URL; until then texts are fetched now and then.")
            ]
        }
        if !isOverridden, number.smsApplicationSID != nil {
            return [
                .init(
                    "webhook_application", .soft, "An application of the account decides where texts go.",
                    "Set the addresses with webhooks, which takes the application away.")
            ]
        }
        let (present, method) =
            isOverridden
            ? (service?.resource.inboundURL, service?.resource.inboundMethod) : (number.smsURL, number.smsMethod)
        guard let present, webhookAddresses.contains(present) else {
            let place = present.map { "go to \(WebhookPlan.shown($0))" } ?? "go nowhere"
            return [.init("webhook_elsewhere", .soft, "Texts \(place).", "Set the address with webhooks.")]
        }
        guard method?.uppercased() ?? "POST" == "POST" else {
            return [
                .init("webhook_method", .soft, "Texts are reported by GET.", "Set the method POST with webhooks.")
            ]
        }
        return [.init("webhook_good", .good, "Texts are reported to this server.")]
    }
}
