import Messaging

/// A filter is understood or told of, and what was understood reads the same when it is written down.
@_cdecl("LLVMFuzzerTestOneInput")
public func filterFuzzer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let length = text.unicodeScalars.count

    let reading = FilterReading(text)
    for problem in reading.problems {
        precondition(problem.range.upperBound <= length)
        precondition(VisibleText(problem.sentence).removedCount == 0)
    }
    let written = reading.filter.text
    if written.unicodeScalars.count <= 1_000 {
        precondition(LeadFilter(parsing: written) == reading.filter)
        precondition(FilterReading(written).problems.isEmpty)
    }
    return 0
}
