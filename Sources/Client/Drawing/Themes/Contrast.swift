/// How well one colour reads on another, after the Web Content Accessibility Guidelines 2.1.
package enum Contrast {
    /// Between 1, no difference, and 21, black on white; text wants 4.5, signs and borders 3.
    package static func ratio(_ one: RGB, _ other: RGB) -> Double {
        let lights = [luminance(one), luminance(other)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    /// Relative luminance between 0 and 1.
    package static func luminance(_ colour: RGB) -> Double {
        0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }

    private static func linear(_ part: UInt8) -> Double {
        let value = Double(part) / 255
        if value <= 0.04045 { return value / 12.92 }
        // x^2.4 as x² times the fifth root of x², by Newton's steps, since pow lives outside the language.
        let base = (value + 0.055) / 1.055, square = base * base
        var root = 1.0
        for _ in 0..<24 { root -= (root - square / (root * root * root * root)) / 5 }
        return square * root
    }
}
