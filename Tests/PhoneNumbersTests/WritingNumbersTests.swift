import Messaging
import PhoneNumbers
import Testing

@Suite("Writing numbers for people")
struct WritingNumbersTests {
    private let brazilian = PhoneNumber(e164: "+5511999887766")

    @Test("A number is written with its country code, and without it in its own country")
    func display() throws {
        let number = try #require(brazilian)

        #expect(PhoneBook().display(number) == "+55 11 99988-7766")
        #expect(PhoneBook().display(number, seenFrom: "BR") == "(11) 99988-7766")
        #expect(PhoneBook().display(number, seenFrom: "US") == "+55 11 99988-7766")
    }

    @Test("A number that no plan knows is still written")
    func unknown() throws {
        let number = try #require(PhoneNumber(e164: "+9991234567"))

        #expect(PhoneBook().display(number) == "+9991234567")
        #expect(PhoneBook().display(number, seenFrom: "US") == "+9991234567")
    }

    @Test("Of the countries that share a code each is at home in its own")
    func sharedCode() throws {
        let canadian = try #require(PhoneNumber(e164: "+12045550188"))
        let inNoPlan = try #require(PhoneNumber(e164: "+15550100001"))

        #expect(PhoneBook().display(canadian, seenFrom: "CA") == "(204) 555-0188")
        #expect(PhoneBook().display(canadian, seenFrom: "US") == "+1 204-555-0188")
        #expect(PhoneBook().display(inNoPlan, seenFrom: "US") == PhoneBook().display(inNoPlan, seenFrom: "us"))
    }

    @Test("A number tells its region, or the main region of its country code")
    func regions() throws {
        #expect(PhoneBook().region(of: try #require(brazilian)) == "BR")
        #expect(PhoneBook().region(of: try #require(PhoneNumber(e164: "+15550100001"))) == "US")
        #expect(PhoneBook().region(of: try #require(PhoneNumber(e164: "+8821612345678"))) == nil)
        #expect(PhoneBook.callingCode(of: "br") == 55)
        #expect(PhoneBook.callingCode(of: "B") == nil)
        #expect(PhoneBook.callingCode(of: "\0\0") == nil)
        #expect(PhoneBook.isLoaded)
    }
}
