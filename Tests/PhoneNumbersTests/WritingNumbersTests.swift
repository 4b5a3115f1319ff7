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
