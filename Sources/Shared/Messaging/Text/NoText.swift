/// What stands where a message has neither a text that anybody can see nor an attachment.
package enum NoText {
    package static let words = "(no text)"
}
