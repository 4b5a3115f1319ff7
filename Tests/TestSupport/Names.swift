package import Messaging

extension IntentID {
    /// A name that no other decision of the tests has.
    @Sendable
    package static func any() -> IntentID {
        var chance = SystemRandomNumberGenerator()
        return IntentID(&chance)
    }
}
