/// One number out of a text that holds several, as a cell of an address book does.
package struct ChosenNumber: Hashable, Sendable {
    package let number: ParsedNumber
    /// Whether the text held others, which were passed over.
    package let isOneOfSeveral: Bool
}

extension PhoneBook {
    /// The first number of several that can be read. Programs part them by `:::`, a semicolon, a slash, a comma, a bar
    /// or the end of a line.
    package func firstNumber(in text: String) throws(PhoneNumberError) -> ChosenNumber {
        guard !Self.dialsFurther(text) else { throw .hasExtension }
        let pieces = Self.pieces(of: text)
        let numbers = pieces.count { $0.unicodeScalars.contains(where: NumberText.isDigit) }
        var first: PhoneNumberError?
        for piece in pieces {
            do throws(PhoneNumberError) {
                let (number, rest) = try readAny(of: piece)
                guard rest != .extensionNumber else { throw .hasExtension }
                return ChosenNumber(number: number, isOneOfSeveral: numbers > 1 || rest == .secondNumber)
            } catch {
                first = first ?? error
            }
        }
        throw first ?? .notANumber
    }

    /// Whether what stands behind a comma, a pause to a telephone, are a few digits to be dialled later: `+1…,,123#`.
    private static func dialsFurther(_ text: String) -> Bool {
        let parts = text.split(separator: ",", maxSplits: 1)
        guard parts.count == 2 else { return false }
        func digits(_ part: Substring) -> Int { part.unicodeScalars.count(where: NumberText.isDigit) }
        let isDialled = parts[1].unicodeScalars.allSatisfy {
            NumberText.isDigit($0) || "#*, ".unicodeScalars.contains($0)
        }
        return isDialled && (1...6).contains(digits(parts[1])) && digits(parts[0]) > 6
    }

    /// Of so many pieces none was meant as a number.
    private static let mostPieces = 32

    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        let parts = text.split { $0.isNewline || ";,|".contains($0) }
            .flatMap { $0.split(separator: ":::") }
        for part in parts.prefix(mostPieces) {
            // An address such as tel:+15550100100;ext=12 is one number.
            let isExtension = part.drop { $0 == " " }.lowercased().hasPrefix("ext")
            if isExtension, let last = pieces.popLast() {
                pieces.append(last + ";" + part)
            } else {
                pieces.append(String(part))
            }
        }
        return pieces
    }

    /// The number of a piece, or that of the first of its parts between slashes that can be read.
    private func readAny(of piece: String) throws(PhoneNumberError) -> (number: ParsedNumber, rest: NumberRest) {
        do throws(PhoneNumberError) {
            return try read(piece, region: nil)
        } catch {
            for part in piece.split(separator: "/").dropFirst().prefix(Self.mostPieces) {
                do throws(PhoneNumberError) {
                    return (try read(String(part), region: nil).number, .secondNumber)
                } catch {
                    continue
                }
            }
            throw error
        }
    }
}
