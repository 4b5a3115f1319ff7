import Glibc

/// A file that is made anew, for its owner alone: in the end all of it lies on the disk, or nothing of it.
enum NewFile {
    /// Makes `path` with these bytes. False, and nothing done, where something has that name already.
    static func write(_ bytes: [UInt8], to path: String) throws(Complaint) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw Complaint(unwritable: path, errno)
        }
        do throws(Complaint) {
            try fill(descriptor, bytes, path)
        } catch {
            unlink(path)
            throw error
        }
        return true
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ path: String) throws(Complaint) {
        do throws(Complaint) {
            try Output.write(bytes, to: descriptor, as: path)
            // Some file systems find out only here that there is no room.
            guard fsync(descriptor) == 0 else { throw Complaint(unwritable: path, errno) }
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 || errno == EINTR else { throw Complaint(unwritable: path, errno) }
    }
}
