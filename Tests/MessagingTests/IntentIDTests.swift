import Messaging
import TestSupport
import Testing

@Suite("The names of decisions to send")
struct IntentIDTests {
    @Test("A name is a UUID of version 4, and reads back from its text in letters of either case")
    func form() {
        var dice = Dice(seed: 7)
        for _ in 0..<200 {
            let name = IntentID(&dice)
            let text = name.description
            #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            #expect(IntentID(text) == name && IntentID(text.uppercased()) == name)
        }
    }

    @Test(
        "Anything else is no name",
        arguments: [
            "", "M42", "0f8fad5bd9cb469fa16570867728950e", "0f8fad5b-d9cb-469f-a165-70867728950",
            "0f8fad5b-d9cb-469f-a165-70867728950e1", "0f8fad5b-d9cb-469f-a165-70867728950g",
            "0f8fad5b+d9cb-469f-a165-70867728950e", "{0f8fad5b-d9cb-469f-a165-70867728950e}",
        ])
    func strangers(_ text: String) {
        #expect(IntentID(text) == nil)
    }
}
