import Messaging
import Testing

@testable import TwilioAPI

@Suite("Dates of mail and of HTTP")
struct DateTests {
    @Test(
        "every form that the RFCs allow names the same moment",
        arguments: [
            "Thu, 24 Aug 2023 05:01:45 +0000", "Thu, 24 Aug 2023 05:01:45 GMT", "24 Aug 2023 05:01:45 +0000",
            "Thu, 24 Aug 2023 07:01:45 +0200", "Thu,24 Aug 2023 00:01:45 -0500", "thu, 24 aug 2023 05:01:45 utc",
            "Thursday, 24-Aug-23 05:01:45 GMT", "Thu Aug 24 05:01:45 2023", "24 Aug 23 05:01:45 Z",
            "Thu,  24  Aug  2023  05:01:45 +0000",
        ])
    func oneMoment(text: String) {
        #expect(InternetDate.instant(text) == Instant(rfc3339: "2023-08-24T05:01:45Z"))
    }

    @Test("a day of one digit and a clock without seconds are dates")
    func shortForms() {
        #expect(InternetDate.instant("1 Mar 2024 05:01 +0000") == Instant(rfc3339: "2024-03-01T05:01:00Z"))
        #expect(InternetDate.instant("Sun Nov  6 08:49:37 1994") == Instant(rfc3339: "1994-11-06T08:49:37Z"))
    }

    @Test(
        "what is no date has no moment",
        arguments: [
            "", "soon", "Thu, 30 Feb 2023 05:01:45 +0000", "Thu, 24 Foo 2023 05:01:45 +0000",
            "Thu, 24 Aug 2023 25:01:45 +0000", "Thu, 24 Aug 2023", "24 Aug 2023 05:01:45 +0", "24 Aug 2023 05:01:45 ?",
            "24 Aug 2023 05:01:45 +0000 x y", "2023-08-24T05:01:45Z", "Thu, 2a Aug 2023 05:01:45 +0000",
            "99999 Aug 2023 05:01:45 +0000", "Thu, -- Aug 2023 :: +0000", ",,,,", "Aug Aug Aug Aug",
        ])
    func noDates(text: String) {
        #expect(InternetDate.instant(text) == nil)
    }

    @Test("every day of a leap year survives")
    func leapYear() {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for day in 0..<366 {
            let instant = Instant(seconds: 1_704_067_200 + Int64(day) * 86_400)
            let time = CalendarTime(instant)
            let text = "Mon, \(padded(time.day)) \(months[time.month - 1]) \(time.year) 00:00:00 +0000"

            #expect(InternetDate.instant(text) == instant)
        }
    }
}
