internal import CCurl

/// The functions of libcurl, loaded when they are first needed.
///
/// `@unchecked Sendable`: the table is filled once, before anybody can see it, and is never written or freed after.
struct Curl: @unchecked Sendable {
    let table: UnsafePointer<curl_functions>

    /// The system's library, or `nil` on a machine without one.
    static let loaded: Curl? = {
        let table = UnsafeMutablePointer<curl_functions>.allocate(capacity: 1)
        table.initialize(to: curl_functions())
        let names: [String] = ["libcurl.so.4", "libcurl-gnutls.so.4"]
        let isFound = names.contains { name in curl_functions_load(table, name) == 1 }
        return isFound ? Curl(table: UnsafePointer(table)) : nil
    }()

    private init(table: UnsafePointer<curl_functions>) { self.table = table }

    func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) {
        curl_set_long(table, handle, option, value)
    }

    func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) {
        curl_set_text(table, handle, option, value)
    }

    func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
        curl_set_pointer(table, handle, option, pointer)
    }

    func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, size: Int) {
        curl_set_size(table, handle, option, curl_off_t(size))
    }

    func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ callback: curl_shim_transfer) {
        curl_set_transfer(table, handle, option, callback)
    }

    /// Has the connections of a transfer closed in every program that this one starts.
    func keepFromChildren(_ handle: UnsafeMutableRawPointer) {
        curl_keep_from_children(table, handle)
    }

    func number(_ handle: UnsafeMutableRawPointer, _ item: CURLINFO) -> Int {
        curl_get_long(table, handle, item)
    }

    /// The library's own words for a result; they hold nothing of the request.
    func words(for result: CURLcode) -> String {
        table.pointee.easy_strerror(result).map { String(cString: $0) } ?? "result \(result.rawValue)"
    }
}
