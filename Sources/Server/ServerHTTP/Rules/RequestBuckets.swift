internal import Messaging
internal import Synchronization

/// How many requests a token and a tenant have in hand, in this process alone.
///
/// Buckets that are full again are forgotten, so there are never many more of them than callers of the last seconds.
package final class RequestBuckets: Sendable {
    /// How fast a bucket fills, and how much it holds.
    package struct Size: Hashable, Sendable {
        package var perSecond: Double
        package var capacity: Double

        package init(perSecond: Double, capacity: Double) { (self.perSecond, self.capacity) = (perSecond, capacity) }
    }

    private struct Bucket {
        var content: Double
        /// In seconds of the monotonic clock.
        var moment: Double
    }

    private struct Buckets {
        var tokens: [TokenID: Bucket] = [:]
        var tenants: [TenantID: Bucket] = [:]
        /// At how many of them it is worth looking through all.
        var tidying = RequestBuckets.fewest
    }

    private static let fewest = 1000

    private let token: Size
    private let tenant: Size
    private let uptime: @Sendable () -> Duration
    private let buckets = Mutex(Buckets())

    /// `uptime` is a clock that never jumps.
    package init(
        token: Size = Size(perSecond: 50, capacity: 200), tenant: Size = Size(perSecond: 200, capacity: 1000),
        uptime: @escaping @Sendable () -> Duration
    ) {
        (self.token, self.tenant, self.uptime) = (token, tenant, uptime)
    }

    /// Takes one request out of both buckets of `caller`; in how many seconds to ask again where one of them is empty.
    /// Neither gives anything then.
    package func refuses(_ caller: SignedInCaller) -> Int? {
        let span = uptime().components
        let now = Double(span.seconds) + Double(span.attoseconds) / 1e18
        return buckets.withLock { buckets in
            if buckets.tokens.count + buckets.tenants.count > buckets.tidying { tidy(&buckets, now) }
            var mine = Self.filled(buckets.tokens[caller.token], token, now)
            var ours = Self.filled(buckets.tenants[caller.tenant], tenant, now)
            let wait = max((1 - mine.content) / token.perSecond, (1 - ours.content) / tenant.perSecond)
            if wait <= 0 {
                mine.content -= 1
                ours.content -= 1
            }
            buckets.tokens[caller.token] = mine
            buckets.tenants[caller.tenant] = ours
            return wait <= 0 ? nil : Int(min(max(1, wait.rounded(.up)), 3600))
        }
    }

    /// How many buckets there are.
    var count: Int { buckets.withLock { $0.tokens.count + $0.tenants.count } }

    private func tidy(_ buckets: inout Buckets, _ now: Double) {
        Self.forget(&buckets.tokens, token, now)
        Self.forget(&buckets.tenants, tenant, now)
        // Where most are needed, the next look comes when there are twice as many, so that looking stays cheap.
        buckets.tidying = max(Self.fewest, 2 * (buckets.tokens.count + buckets.tenants.count))
    }

    private static func filled(_ bucket: Bucket?, _ size: Size, _ now: Double) -> Bucket {
        guard let bucket else { return Bucket(content: size.capacity, moment: now) }
        let more = max(0, now - bucket.moment) * size.perSecond
        return Bucket(content: min(size.capacity, bucket.content + more), moment: now)
    }

    private static func forget<ID>(_ buckets: inout [ID: Bucket], _ size: Size, _ now: Double) {
        buckets = buckets.filter { filled($0.value, size, now).content < size.capacity }
    }
}
