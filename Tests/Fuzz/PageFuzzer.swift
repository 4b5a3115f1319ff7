import TwilioAPI

/// An answer of the network is read or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func pageFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    decodeEverything(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
