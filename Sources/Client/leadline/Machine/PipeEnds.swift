import Glibc

/// Two ends of a pipe that children get only where it is handed to them.
struct PipeEnds {
    let reading: Int32
    let writing: Int32

    init() throws(Complaint) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Complaint(.failure, "No pipe can be made: \(lastError()).") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }
}
