import CMalloc

/// Keeps the heap of a program small that mostly waits.
enum HeapManners {
    /// One arena for all threads: they are few and seldom at work together, and each arena more keeps its own spare
    /// pages, about half a megabyte a thread.
    static func engage() { _ = mallopt(M_ARENA_MAX, 1) }
}
