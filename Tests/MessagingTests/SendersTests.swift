import Messaging
import TestSupport
import Testing

@Suite struct SendersTests {
    private let both = Senders(numbers: [People.desk, People.secondDesk])

    @Test("The number that the lead last wrote to answers, and the profile's first where there is none")
    func lastWrittenTo() {
        #expect(both.number(chosen: nil, lastWrittenTo: People.secondDesk) == People.secondDesk)
        #expect(both.number(chosen: nil, lastWrittenTo: nil) == People.desk)
    }

    @Test("A person's choice wins, but not with a number that is no longer ours")
    func chosen() {
        #expect(both.number(chosen: People.desk, lastWrittenTo: People.secondDesk) == People.desk)
        #expect(both.number(chosen: People.dana, lastWrittenTo: People.secondDesk) == People.secondDesk)
        #expect(both.number(chosen: nil, lastWrittenTo: People.dana) == People.desk)
    }

    @Test("A messaging service chooses the sender unless a person does")
    func service() {
        let service = Senders(numbers: [People.desk, People.secondDesk], service: "MG00000000000000000000000000000001")

        #expect(service.number(chosen: nil, lastWrittenTo: People.secondDesk) == nil)
        #expect(service.number(chosen: People.desk, lastWrittenTo: nil) == People.desk)
    }

    @Test("A number that texts of ours left from answers whoever wrote to it, and no one else")
    func others() {
        let adopted = Senders(numbers: [People.desk], others: [People.dana])

        #expect(adopted.number(chosen: nil, lastWrittenTo: People.dana) == People.dana)
        #expect(adopted.number(chosen: People.dana, lastWrittenTo: People.desk) == People.dana)
        #expect(adopted.number(chosen: nil, lastWrittenTo: nil) == People.desk)
    }

    @Test("The end of a number is as long as it takes to tell our numbers apart")
    func ending() throws {
        let one = try #require(PhoneNumber(e164: "+15550100001"))
        let other = try #require(PhoneNumber(e164: "+15550200001"))

        #expect(Senders(numbers: [one]).ending(of: one) == "0001")
        #expect(Senders(numbers: [one, other]).ending(of: one) == "100001")
    }
}
