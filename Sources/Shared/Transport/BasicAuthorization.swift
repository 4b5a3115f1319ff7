internal import FoundationEssentials
package import HTTPTypes

extension HTTPField {
    /// The header that proves who asks by a name and a secret, RFC 7617.
    package static func basicAuthorization(name: String, secret: String) -> HTTPField {
        let pair = Data("\(name):\(secret)".utf8).base64EncodedString()
        return HTTPField(name: .authorization, value: "Basic \(pair)")
    }
}
