import Glibc
import Messaging

/// A page of 0600 in a folder of its own that leads a browser on to an address, so that nobody reads the address among
/// the words of a program.
struct LinkPage {
    let folder: String

    /// Whether an address carries more than where it leads: a query, a part behind `#`, or a name before its host.
    static func isNeeded(for link: String) -> Bool { link.utf8.contains { "?#;@".utf8.contains($0) } }

    /// Writes the page below `parent`, where older ones that were left behind go first.
    init(to link: String, in parent: String) throws(Complaint) {
        try Folders.make(parent)
        Self.sweep(parent)
        var template = Array((parent + "/link-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Complaint(.failure, "No folder can be made in \(visible(parent)): \(lastError()).")
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let written: Bool
        do throws(Complaint) {
            written = try NewFile.write(Array(Self.html(link).utf8), to: folder + "/link.html")
        } catch {
            rmdir(folder)
            throw error
        }
        guard written else { throw Complaint(.failure, "\(visible(folder))/link.html is there already.") }
    }

    /// The page as browsers are told of files.
    var address: String {
        let path = (folder + "/link.html").utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                return String(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return "file://" + path.joined()
    }

    func remove() {
        unlink(folder + "/link.html")
        rmdir(folder)
    }

    /// The page: it goes on by itself, tells nobody where it came from, and has the address to press besides.
    private static func html(_ link: String) -> String {
        let link = escaped(link)
        return """
            <!DOCTYPE html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
            <meta http-equiv="refresh" content="0;url=\(link)"><title>Leadline</title><a href="\(link)">\(link)</a>

            """
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&", "<", ">", "\"", "'": escaped += "&#\(scalar.value);"
            case _ where ScalarKind.isTreacherous(scalar): break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }

    /// Removes the pages of more than a minute ago, which a machine that was turned off has left.
    private static func sweep(_ parent: String) {
        guard let listing = opendir(parent) else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let old = "\(parent)/\(name)"
            var status = stat()
            guard name.hasPrefix("link-"), lstat(old, &status) == 0, time(nil) - status.st_mtim.tv_sec > 60 else {
                continue
            }
            unlink(old + "/link.html")
            rmdir(old)
        }
    }
}
