/// Where invented leads live, with numbers that belong to nobody.
///
/// The numbers come from the ranges that regulators keep free for fiction, and where there is none from codes that are
/// not given out at all.
struct Country: Sendable {
    /// What all numbers begin with, one of these each.
    let prefixes: [String]
    /// How many digits follow.
    let digits: Int
    let firstSuffix: Int
    let suffixes: Int
    /// The place of the language in `Languages.all`.
    let language: Int
    /// How often leads of a hundred and more come from here.
    let weight: Int

    init(_ prefixes: [String], digits: Int, from first: Int = 0, count: Int? = nil, language: Int, weight: Int) {
        (self.prefixes, self.digits, firstSuffix, self.language, self.weight) = (
            prefixes, digits, first, language, weight
        )
        suffixes = count ?? (0..<digits).reduce(1) { product, _ in product * 10 } - first
    }

    var capacity: Int { prefixes.count * suffixes }

    /// The number at `place`; places that follow each other lie far apart.
    func number(at place: Int) -> String {
        let spread = (place * 7919) % capacity
        let suffix = String(firstSuffix + spread / prefixes.count)
        return prefixes[spread % prefixes.count] + String(repeating: "0", count: digits - suffix.count) + suffix
    }

    /// 555-01xx in North America, Ofcom's 7700 900, Arcep's 1 99 00, Berlin's 23125, and so on.
    static let all: [Country] = [
        Country(areas(american, "55501"), digits: 2, language: 0, weight: 34),
        Country(["+447700900"], digits: 3, language: 0, weight: 9),
        Country(["+3532091"], digits: 5, language: 0, weight: 3),
        Country(["+61491570"], digits: 3, language: 0, weight: 4),
        Country(["+9150000"], digits: 5, language: 0, weight: 4),
        Country(["+55209"], digits: 8, language: 1, weight: 9),
        Country(["+349900"], digits: 5, language: 2, weight: 5),
        Country(["+52200000"], digits: 4, language: 2, weight: 4),
        Country(["+3319900"], digits: 4, language: 3, weight: 5),
        Country(["+493023125"], digits: 3, language: 4, weight: 6),
        Country(["+3900"], digits: 8, language: 5, weight: 3),
        Country(["+316000"], digits: 5, language: 6, weight: 2),
        Country(["+46701740"], digits: 3, from: 605, count: 95, language: 7, weight: 2),
        Country(["+4840"], digits: 7, language: 8, weight: 3),
        Country(["+81700000"], digits: 4, language: 9, weight: 3),
        Country(["+82100000"], digits: 4, language: 10, weight: 2),
        Country(["+861200000"], digits: 4, language: 11, weight: 2),
        Country(["+97250000"], digits: 4, language: 12, weight: 2),
        Country(["+20190000"], digits: 4, language: 13, weight: 2),
        Country(["+38020000"], digits: 4, language: 14, weight: 2),
        Country(["+30600000"], digits: 4, language: 15, weight: 2),
        Country(["+90590000"], digits: 4, language: 16, weight: 2),
        Country(["+8410000"], digits: 4, language: 17, weight: 2),
    ]

    /// Where everybody lives whose own country has no free number left: first all of North America, then Brazil.
    static let overflow = [
        Country(areas(remaining, "55501"), digits: 2, language: 0, weight: 0),
        Country(["+55230", "+55260", "+55290"], digits: 8, language: 1, weight: 0),
    ]

    private static let american = [
        205, 206, 207, 208, 212, 213, 215, 216, 303, 305, 312, 313, 314, 401, 402, 404, 406, 412, 415, 416, 504, 505,
        512, 514, 602, 604, 612, 617, 702, 713, 716, 801, 802, 808, 813, 816, 901, 907, 912, 919,
    ]

    /// Every other area code that can be written down, but 202, where the shop has its own number, and 500.
    private static let remaining = (200..<1000).filter { code in
        code % 100 != 11 && code != 202 && code != 500 && !american.contains(code)
    }

    private static func areas(_ codes: [Int], _ exchange: String) -> [String] { codes.map { "+1\($0)\(exchange)" } }
}
