import Drawing

extension Environment {
    /// Whether the terminal's background is dark or light, as the variable tells that some terminals set: the numbers
    /// of two of the sixteen colours, that of the background last. A terminal that answers when it is asked knows better.
    var background: Theme.Background? {
        guard let last = self["COLORFGBG"]?.split(separator: ";").last, let colour = Int(last) else { return nil }
        switch colour {
        case 0...6, 8: return .dark
        case 7, 9...15: return .light
        default: return nil
        }
    }
}
