import Glibc

/// A folder for a moment, that only this user can look into and that takes its files with it when it goes.
struct PrivateFolder: ~Copyable {
    let path: String

    /// Makes one in `parent`, a folder of ours.
    init(in parent: String) throws(Complaint) {
        try Folders.make(parent)
        var template = Array((parent + "/tmp-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Complaint(.failure, "No folder can be made in \(visible(parent)): \(lastError()).")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // Editors leave copies and swap files beside the text; none of them makes folders.
        if let listing = opendir(path) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(listing)
        }
        rmdir(path)
    }

    /// Writes a new file of 0600 and gives its path.
    func write(_ text: String, as name: String) throws(Complaint) -> String {
        let file = "\(path)/\(name)"
        guard try NewFile.write(Array(text.utf8), to: file) else {
            throw Complaint(.failure, "\(visible(file)) is there already.")
        }
        return file
    }
}
