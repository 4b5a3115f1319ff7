internal import Glibc

/// How many files and connections a process may have open at once.
package enum OpenFileLimit {
    /// Asks for as many as are allowed, but no more than `wish`, and never for fewer than there are; how many there may be
    /// then.
    @discardableResult
    package static func raise(to wish: Int) -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return wish }
        let wanted = min(max(limit.rlim_cur, rlim_t(max(0, wish))), limit.rlim_max)
        if wanted > limit.rlim_cur {
            var raised = rlimit(rlim_cur: wanted, rlim_max: limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
