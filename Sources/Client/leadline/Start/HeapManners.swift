import CMalloc

/// Keeps the heap of a program small that mostly waits.
enum HeapManners {
    /// One arena for all threads: they are few and seldom at work together, and each arena more keeps its own spare
    /// pages, about half a megabyte a thread. To be called before there are threads.
    ///
    /// Not for a full pass, which reads one page while it stores another: there the threads would wait for each other.
    static func engage(for arguments: [String]) {
        if ArgumentOrder.commandFirst(arguments).first != "sync" { _ = mallopt(M_ARENA_MAX, 1) }
    }
}
