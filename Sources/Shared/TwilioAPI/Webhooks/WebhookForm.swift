/// The parameters of one webhook request, as bytes.
///
/// Names and values are never compared as text: Swift's `String` holds composed and decomposed letters for equal, and a
/// signature does not.
package struct WebhookForm: Sendable {
    package let pairs: [(name: [UInt8], value: [UInt8])]

    package init(pairs: [(name: [UInt8], value: [UInt8])]) { self.pairs = pairs }

    /// Reads the body of a form POST; every byte string is a form of some kind.
    package init(body: [UInt8]) { pairs = FormEncoding.decode(body) }

    /// The first value of that name as text; bytes that are no UTF-8 become U+FFFD.
    package func text(_ name: StaticString) -> String? {
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return pairs.first { $0.name.elementsEqual(wanted) }.map { String(decoding: $0.value, as: UTF8.self) }
    }
}
