package import CRMAPI

/// The routes that everybody may ask, since they tell of the server alone.
package struct OpenRoutes: Sendable {
    /// What others measure, by the full names that Prometheus knows them by.
    package typealias Gauges = [(name: String, help: String, value: Double)]

    private let document: String
    private let metrics: RequestMetrics
    private let readiness: @Sendable () async -> HealthBody
    private let gauges: @Sendable () async -> Gauges

    /// `version` is that of the program; `readiness` looks whether requests can be served.
    package init(
        version: String, metrics: RequestMetrics, readiness: @escaping @Sendable () async -> HealthBody,
        gauges: @escaping @Sendable () async -> Gauges = { [] }
    ) {
        document = APIDocument.text(version: version)
        (self.metrics, self.readiness, self.gauges) = (metrics, readiness, gauges)
    }

    /// The answer to an open route; `nil` for every other.
    func answer(_ route: Route) async throws -> ServerAnswer? {
        switch route {
        case .health: return ServerAnswer(HealthBody().text)
        case .readiness: return ServerAnswer(try await ready().text)
        case .metrics:
            return ServerAnswer(metrics.text(gauges: await gauges()), contentType: "text/plain; version=0.0.4")
        case .document: return ServerAnswer(document)
        case .listChannels, .createChannel, .readChannel, .changeChannel, .deleteChannel, .testChannel,
            .activateChannel, .pointWebhooks, .rotateToken, .listUsers, .createUser, .readUser, .changeUser,
            .listTokens, .createToken, .revokeToken, .me, .audit, .listLeads, .readLead, .changeLead,
            .listInteractions, .listConversations, .readConversation, .changeConversation, .listTalk, .listMessages,
            .readMessage, .listReports, .listOptOuts, .changes, .readMedia, .search, .listEvents, .readEvent,
            .replayEvent, .sendReply, .sendText, .previewText, .cancelText, .resendText, .refreshText, .releaseText:
            return nil
        }
    }

    /// What keeps requests from being served is told as any refusal is.
    private func ready() async throws -> HealthBody {
        let health = await readiness()
        guard !health.isWell else { return health }
        let faults = health.checks.compactMap { check in check.problem.map { FieldFault("/checks/\(check.name)", $0) } }
        throw APIErrorBody(.unavailable, errors: faults, retryAfter: 1)
    }
}
