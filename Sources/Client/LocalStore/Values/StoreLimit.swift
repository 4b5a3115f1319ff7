/// Why a store can be read, and not be written to for now. It is opened anew by the first write that finds this over.
package enum StoreLimit: Hashable, Sendable {
    /// The disk is too full to open the file beside other processes.
    case room
    /// Nothing can be written in the file's folder.
    case readOnly(folder: String)
}
