internal import Messaging
internal import Synchronization

/// Counts of requests by route and status, and how long they took, as Prometheus reads them.
///
/// Labels come from our own tables alone, so that no stranger makes new series.
package final class RequestMetrics: Sendable {
    private struct Series: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private struct Tally {
        var count = 0
        var milliseconds: Int64 = 0
        var buckets = [Int](repeating: 0, count: RequestMetrics.limits.count)
    }

    private let tallies = Mutex<[Series: Tally]>([:])

    package init() {}

    package func count(_ entry: RequestEntry) {
        let series = Series(method: entry.method, route: entry.route ?? "none", status: entry.status)
        let span = entry.span.inMilliseconds
        tallies.withLock { tallies in
            var tally = tallies[series] ?? Tally()
            tally.count += 1
            tally.milliseconds = tally.milliseconds.saturatingPlus(span)
            for (place, limit) in Self.limits.enumerated() where span <= limit { tally.buckets[place] += 1 }
            tallies[series] = tally
        }
    }

    /// The exposition format 0.0.4. `gauges` are what others measure, by their full names.
    package func text(gauges: OpenRoutes.Gauges = []) -> String {
        var lines: [String] = []
        for gauge in gauges {
            lines += ["# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) gauge"]
            lines.append("\(gauge.name) \(gauge.value)")
        }
        lines += [
            "# HELP leadline_http_request_seconds How long requests took.",
            "# TYPE leadline_http_request_seconds histogram",
        ]
        let sorted = tallies.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        for (series, tally) in sorted {
            let labels = "method=\"\(series.method)\",route=\"\(series.route)\",status=\"\(series.status)\""
            for (limit, count) in zip(Self.limits, tally.buckets) {
                lines.append("leadline_http_request_seconds_bucket{\(labels),le=\"\(Self.seconds(limit))\"} \(count)")
            }
            lines.append("leadline_http_request_seconds_bucket{\(labels),le=\"+Inf\"} \(tally.count)")
            lines.append("leadline_http_request_seconds_sum{\(labels)} \(Self.seconds(tally.milliseconds))")
            lines.append("leadline_http_request_seconds_count{\(labels)} \(tally.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let limits: [Int64] = [1, 5, 25, 100, 500, 2500, 10_000]

    private static func seconds(_ milliseconds: Int64) -> String { "\(Double(milliseconds) / 1000)" }
}
