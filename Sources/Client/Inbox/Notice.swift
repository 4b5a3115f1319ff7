/// One sentence for the status line: what happened, what Leadline does about it, and which key helps.
package struct Notice: Hashable, Sendable {
    package enum Weight: Hashable, Sendable {
        case remark, success, warning, failure
    }

    package var text: String
    package var weight: Weight

    package init(_ text: String, _ weight: Weight = .remark) { (self.text, self.weight) = (text, weight) }
}
