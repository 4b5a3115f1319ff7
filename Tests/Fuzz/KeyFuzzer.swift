import Drawing

/// Whatever a terminal sends becomes keys, the same ones however the bytes were cut up on their way.
@_cdecl("LLVMFuzzerTestOneInput")
public func keyFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let step = bytes.first.map({ Int($0 % 7) + 2 }) else { return 0 }

    var whole = KeyDecoder()
    let keys = whole.decode(bytes) + settle(&whole)
    var pieces = KeyDecoder()
    var cut: [Key] = []
    for first in stride(from: 0, to: bytes.count, by: step) {
        cut += pieces.decode(bytes[first..<min(bytes.count, first + step)])
    }
    cut += settle(&pieces)
    // A single byte by itself may end a paste, so pieces of one byte are another story.
    if bytes.count % step != 1 { precondition(keys == cut) }
    return 0
}

/// Lets time pass until nothing is pending.
private func settle(_ decoder: inout KeyDecoder) -> [Key] {
    var keys: [Key] = []
    for _ in 0..<64 where decoder.isPending { keys += decoder.idle() }
    precondition(!decoder.isPending)
    return keys
}
