/// A decimal such as `-0.00750` in millionths, read from its digits without a binary fraction in between.
struct Decimal: Hashable {
    let millionths: Int64

    /// `nil` for what is no plain decimal or too large; places finer than a millionth are cut off.
    init?(_ digits: some Sequence<UInt8>) {
        var amount: Int64 = 0
        var places: Int?
        var count = 0
        var isNegative = false
        for (index, byte) in digits.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: ".") where places == nil: places = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count += 1
                if places == 6 { continue }
                guard amount < 100_000_000_000_000 else { return nil }
                amount = amount * 10 + Int64(byte - UInt8(ascii: "0"))
                places = places.map { $0 + 1 }
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        for _ in (places ?? 0)..<6 {
            guard amount < 900_000_000_000_000_000 else { return nil }
            amount *= 10
        }
        millionths = isNegative ? -amount : amount
    }
}
