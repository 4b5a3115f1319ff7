/// Why an answer could not be read. Nothing of the answer itself is in it.
package enum DecodingFault: Error, Hashable, Sendable {
    /// Not JSON at all; many proxies and load balancers answer in HTML.
    case notJSON
    /// JSON that ends before it is complete.
    case cutOff
    /// Nested deeper than any answer of Twilio's.
    case tooDeep
    /// JSON, but not the resource that was asked for; the name of what is missing.
    case missing(String)
}

extension DecodingFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON: "the answer is no JSON"
        case .cutOff: "the answer was cut off"
        case .tooDeep: "the answer is nested too deeply"
        case .missing(let name): "the answer has no \(name)"
        }
    }
}
