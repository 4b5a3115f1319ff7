/// Why the store could not do what was asked, sorted by what to do next. No case holds text of a message or a number.
package enum StoreError: Error, Hashable, Sendable {
    /// The database belongs to another account. It is left alone; another profile name makes another database.
    case otherSource(found: String, wanted: String)
    /// The database was made by a later Leadline.
    case newerVersion(found: Int, known: Int)
    /// The file is no database, or is cut off. It is left as it is.
    case damaged(detail: String)
    /// Another file, or none, lies where the open one did. Nothing is written any more.
    case moved
    /// The file or its folder cannot be written to. What is there can be read.
    case readOnly(folder: String)
    /// The disk is full. What was committed stays.
    case full
    /// Another process held the database for too long; try again.
    case busy
    /// The file or its folder is not safely ours: a link, another owner, no plain file.
    case unsafeFile(path: String, reason: String)
    /// What was asked for does not exist or not any longer.
    case missing
    /// A mistake of ours.
    case ourFault(detail: String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherSource(let found, let wanted):
            "This database belongs to \(found), not to \(wanted). Use another profile name, or move the file away."
        case .newerVersion(let found, let known):
            "This database has version \(found); this Leadline knows versions up to \(known). Install a newer Leadline."
        case .damaged:
            "The database is damaged or is no database. It was left as it is; move it away to fetch everything again."
        case .moved:
            "The database was moved away, replaced or deleted while it was open, and nothing is saved in it any more. "
                + "Quit and start again."
        case .readOnly(let folder):
            "Nothing can be written in the folder \(folder): what is there can be read, and nothing is kept. "
                + "See to its rights, and that its disk is not mounted read-only."
        case .full: "The disk is full. Nothing that was saved is lost; make room and try again."
        case .busy: "Another program keeps the database busy."
        case .unsafeFile(let path, let reason): "\(path) \(reason)."
        case .missing: "That row does not exist any longer."
        case .ourFault(let detail): "Leadline made a mistake with its database (\(detail))."
        }
    }
}
