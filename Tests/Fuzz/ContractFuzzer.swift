import CRMAPI

/// What somebody sends to the server is read or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func contractFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    readEverything(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
