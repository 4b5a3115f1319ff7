/// Why a text is no number to write to. Each says what to do, and none repeats the number.
package enum PhoneNumberError: Error, Hashable, Sendable, CustomStringConvertible {
    case notANumber, tooShort, tooLong, wrongLength, lacksAreaCode
    /// Behind the number stands an extension, which no text can be sent to.
    case hasExtension
    /// There is more than one number.
    case severalNumbers
    /// There is no country with that code.
    case unknownCountry
    /// The number begins without a plus sign, and nobody said which country it belongs to.
    case needsCountry
    /// The settings name a region that does not exist.
    case unknownRegion(String)
    /// The system lacks the library that knows the numbering plans.
    case libraryMissing

    package var description: String {
        switch self {
        case .libraryMissing:
            "Phone numbers cannot be read without libphonenumber. Install the package libphonenumber8, or write the "
                + "number with + and digits alone."
        case .unknownRegion(let region):
            "There is no region \(region). Name it by two letters, such as BR or US."
        default:
            "Invalid phone number format: \(reason)."
        }
    }

    private var reason: String {
        switch self {
        case .tooShort: "it is too short. Write + and the country code before it, such as +55 11 99988-7766"
        case .tooLong: "it has too many digits. Write one number alone, with + and its country code"
        case .wrongLength: "no number of that country has so many digits. Check for one that is missing or doubled"
        case .lacksAreaCode: "its area code is missing. Write the whole number, with + and its country code"
        case .unknownCountry: "no country has that code. Check the digits behind the +"
        case .hasExtension: "a text cannot be sent to an extension. Write the number alone"
        case .severalNumbers: "there is more than one number. Write one alone"
        case .needsCountry: "its country is not known. Begin with + and the country code, or set region"
        default: "this is no number. Write digits, with + and the country code before them"
        }
    }
}
