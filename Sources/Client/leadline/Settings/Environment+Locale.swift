import Glibc

extension Environment {
    /// Whether the locale says that the terminal reads and writes UTF-8.
    ///
    /// A locale that this machine does not have is taken at its word: the terminal may well be on another machine.
    var writesUTF8: Bool {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { self[$0] }.first { !$0.isEmpty } ?? "C"
        let lowered = name.lowercased()
        if lowered.contains("utf-8") || lowered.contains("utf8") { return true }
        guard let locale = newlocale(LC_CTYPE_MASK, name, nil) else { return false }
        defer { freelocale(locale) }
        return nl_langinfo_l(nl_item(CODESET), locale).map { String(cString: $0) } == "UTF-8"
    }
}
