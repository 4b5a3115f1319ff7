import Messaging
import Testing

@testable import TwilioAPI

@Suite("Account, numbers, media and prices")
struct ResourceTests {
    @Test("a list of media has those with a proper SID only")
    func media() throws {
        let page = try MediaItem.decodePage(try fixture("Twilio/media-list.json"))

        #expect(page.items.map(\.contentType) == ["image/jpeg", ""])
        #expect(page.items.allSatisfy { SID.isMedia($0.sid) })
        #expect(page.nextPageURI == nil)
    }

    @Test("a number tells what it can do and where its messages go")
    func incomingNumbers() throws {
        let number = try #require(
            try IncomingNumber.decodePage(try fixture("Twilio/incoming-numbers.json")).items.first)

        #expect(number.phoneNumber == "+15550100199")
        #expect(number.canSMS && !number.canMMS)
        #expect(number.smsURL == "https://hooks.example.com/sms")
        #expect(number.smsApplicationSID == nil)
    }

    @Test("a trial account is known as one")
    func trialAccount() throws {
        let account = try AccountResource.decode(try fixture("Twilio/account-trial.json"))

        #expect(account.isTrial)
        #expect(account.status == .active)
        #expect(!"\(account)".contains("never-read"))
    }

    @Test("the balance is exact, and an answer without one is an error")
    func balance() throws {
        #expect(
            try Balance.decode(Array(#"{"balance":"0.05","currency":"usd"}"#.utf8))
                == Price(millionths: 50_000, unit: "USD"))
        #expect(try Balance.decode(Array(#"{"balance":-12.5,"currency":"EUR"}"#.utf8)).millionths == -12_500_000)
        #expect(throws: DecodingFault.missing("balance")) { try Balance.decode(Array("{}".utf8)) }
    }

    @Test("prices are read by carrier and kind of number, as text or as numbers")
    func prices() throws {
        let prices = try MessagingPrices.decode(try fixture("Twilio/messaging-prices.json"))

        #expect(prices.country == "US")
        #expect(prices.outbound.first?.rates.map(\.current.millionths) == [7900, 8300])
        #expect(prices.inbound.first?.current == Price(millionths: 8300, unit: "USD"))
        #expect(prices.usualOutbound == Price(millionths: 7900, unit: "USD"))
        #expect(ResourcePath.messagingPrices(country: "br") == "/v1/Messaging/Countries/BR")
        #expect(ResourcePath.messagingPrices(country: "b/") == nil)
    }

    @Test("what a text costs as a rule is the median of the carriers' prices for local numbers")
    func usualPrice() throws {
        let carriers = ["0.0300", "0.0100", "0.0200"].map { price in
            #"{"prices":[{"number_type":"mobile","current_price":"9"},{"number_type":"local","current_price":"\#(price)"}]}"#
        }
        let other = #"{"prices":[{"number_type":"mobile","current_price":"0.0250"}]}"#
        func usual(_ rows: [String]) throws -> Int64? {
            let list = rows.joined(separator: ",")
            let json = #"{"iso_country":"BR","price_unit":"USD","outbound_sms_prices":[\#(list)]}"#
            return try MessagingPrices.decode(Array(json.utf8)).usualOutbound?.millionths
        }

        #expect(try usual(carriers) == 20_000)
        #expect(try usual([other]) == 25_000)
        #expect(try usual(["{}"]) == nil)
        #expect(try usual([]) == nil)
    }

    @Test("verified recipients are listed")
    func callerIDs() throws {
        let json = #"{"outgoing_caller_ids":[{"phone_number":"+15550100101","friendly_name":"Me"},{}]}"#

        #expect(try VerifiedCallerID.decodePage(Array(json.utf8)).items.map(\.phoneNumber) == ["+15550100101"])
        #expect(throws: DecodingFault.missing("outgoing_caller_ids")) {
            try VerifiedCallerID.decodePage(Array("{}".utf8))
        }
    }
}
