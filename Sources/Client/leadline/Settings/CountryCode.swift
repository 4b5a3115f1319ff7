/// A country that telephone numbers are read in, by its two letters.
///
/// The letters are known here without the numbering plans, which take too long to load for the first picture.
enum CountryCode {
    /// The letters in capitals, or `nil` where no numbers are known by them.
    static func code(_ text: String) -> String? {
        let code = text.uppercased()
        return code.utf8.count == 2 && known.contains(code) ? code : nil
    }

    /// What was probably meant by two letters that are no country: those that people take for one, such as a language.
    static func meant(by text: String) -> String? { mistaken[text.uppercased()] }

    private static let known = Set(
        """
        AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC
        CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB
        GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
        KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
        MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB
        SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY
        UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    private static let mistaken = [
        "UK": "GB", "EN": "GB", "JA": "JP", "ZH": "CN", "KO": "KR", "CS": "CZ", "DA": "DK", "EL": "GR", "UR": "PK",
        "HI": "IN", "VT": "VN", "SF": "FI", "SW": "SE", "SU": "RU", "EI": "IE", "NB": "NO", "KS": "XK",
    ]
}
