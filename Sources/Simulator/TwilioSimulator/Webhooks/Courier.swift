internal import HTTPTypes
internal import Messaging
internal import Transport

/// Carries webhooks to where they belong, with Twilio's time limits and retries.
///
/// By default only a connection that could not be made is tried again, once; what the address says behind its `#`
/// changes that. When the address fails, the fallback is called with the reason.
struct Courier: Sendable {
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Instant

    /// `now` is the time by which time-outs are kept: that of the machine, whatever time the account lives in.
    init(transport: any HTTPTransport, now: @escaping @Sendable () -> Instant) {
        (self.transport, self.now) = (transport, now)
    }

    func carry(_ delivery: WebhookDelivery) async -> WebhookOutcome {
        var outcome = WebhookOutcome()
        switch await tryAll(delivery.url, delivery) {
        case .success(let answer): outcome.answer = answer
        case .failure(let trouble):
            outcome.failures.append(trouble.failure)
            guard let fallback = delivery.fallback else { return outcome }
            var second = delivery
            second.fields = FormFields(
                delivery.fields.pairs + [("ErrorCode", String(trouble.failure.code)), ("ErrorUrl", delivery.url)])
            switch await tryAll(fallback, second) {
            case .success(let answer): outcome.answer = answer
            case .failure(let trouble): outcome.failures.append(trouble.failure)
            }
        }
        return outcome
    }

    /// Why an attempt failed, in the words of the retry policy.
    private struct Trouble: Error {
        var policy: String
        var failure: WebhookOutcome.Failure

        init(_ policy: String, _ code: Int, _ text: String) {
            self.policy = policy
            failure = WebhookOutcome.Failure(code: code, text: text)
        }
    }

    /// Tries one address until it answers, its attempts are used up, or its time is.
    private func tryAll(_ url: String, _ delivery: WebhookDelivery) async -> Result<WebhookOutcome.Answer, Trouble> {
        guard let address = CallbackAddress(url) else { return .failure(Trouble("", 11100, "Invalid URL format")) }
        let overrides = ConnectionOverrides(fragment: address.fragment)
        let end = now() + overrides.totalTimeout
        var last = Trouble("rt", 11200, "Total time-out")
        for _ in 0...overrides.retries {
            let left = end - now()
            guard left > .zero, !Task.isCancelled else { break }
            let timeout = min(left, overrides.connectTimeout + overrides.readTimeout)
            do {
                return .success(try await attempt(address, delivery, timeout: timeout))
            } catch {
                last = error
                guard overrides.retries(error.policy) else { break }
            }
        }
        return .failure(last)
    }

    /// One attempt. A redirect counts as a failure: following it would lose the form.
    private func attempt(
        _ address: CallbackAddress, _ delivery: WebhookDelivery, timeout: Duration
    ) async throws(Trouble) -> WebhookOutcome.Answer {
        guard let call = WebhookCall.make(address, delivery, timeout: timeout) else {
            throw Trouble("", 11100, "Invalid URL format")
        }
        do {
            let answer = try await transport.send(call)
            let status = answer.response.status.code
            guard (200..<300).contains(status) else {
                throw Trouble(status < 500 ? "4xx" : "5xx", 11200, "The webhook answered \(status)")
            }
            return WebhookOutcome.Answer(
                contentType: answer.response.headerFields[.contentType], body: answer.body)
        } catch let trouble as Trouble {
            throw trouble
        } catch TransportError.notSent {
            throw Trouble("ct", 11205, "No connection to the webhook")
        } catch {
            throw Trouble("rt", 11200, "No answer from the webhook")
        }
    }
}
