internal import Messaging

/// The country calling code of a number: what stands for its country where prices are compared.
enum CallingCode {
    /// The code as a number, such as 55.
    static func of(_ number: PhoneNumber) -> Int {
        let digits = number.e164.utf8.dropFirst().prefix(3).map { Int($0) - 48 }
        let one = digits[0], two = one * 10 + digits[1]
        if one == 1 || one == 7 { return one }
        return twoDigits.contains(two) ? two : two * 10 + digits[2]
    }

    /// The codes of two digits that ITU-T E.164 assigns; all others but 1 and 7 have three.
    private static let twoDigits: Set<Int> = [
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
        61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
    ]
}
