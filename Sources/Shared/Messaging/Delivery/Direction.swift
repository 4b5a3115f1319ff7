/// Which way a message went.
package enum Direction: String, Hashable, Sendable {
    case inbound, outbound
}
