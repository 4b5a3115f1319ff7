import Drawing
import Glibc
import Messaging
import TOMLKit

/// Where themes lie: in the person's own folder first, then beside the program, and those that are shipped in the
/// program itself.
struct ThemeShelf: Sendable {
    let folders: [String]
    private let shipped: [String: String]

    /// The settings' own `themes`, `../share/leadline/themes` of an installed program, and the source tree of one that
    /// was just built.
    init(folders: Folders, program: String) {
        let parts = program.split(separator: "/").dropLast()
        func above(_ levels: Int) -> String { parts.dropLast(levels).map { "/" + $0 }.joined() }
        self.folders = [folders.settings + "/themes", above(1) + "/share/leadline/themes", above(3) + "/themes"]
        shipped = ShippedThemes.texts
    }

    init(folders: [String], shipped: [String: String] = [:]) { (self.folders, self.shipped) = (folders, shipped) }

    /// The names that can be chosen, each once.
    func names() -> [String] {
        var names = Set(shipped.keys)
        for folder in folders {
            guard let listing = opendir(folder) else { continue }
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasSuffix(".toml"), Profile.isName(name) { names.insert(String(name.dropLast(5))) }
            }
            closedir(listing)
        }
        return names.sorted()
    }

    /// The theme called `name`, with what was passed over in its file; refused with the name that was probably meant.
    func theme(named name: String) throws(Complaint) -> (theme: Theme, warnings: [String]) {
        if let found = try find(name) { return found }
        let known = names()
        let nearest = NearestName.of(name, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
        throw Complaint(
            .settings, "There is no theme \"\(name)\".\(nearest)",
            advice: known.isEmpty
                ? "No theme files lie in \(folders.joined(separator: ", "))."
                : "There are: \(known.joined(separator: ", ")).")
    }

    /// The theme called `name`, or `nil` where there is none of that name. A broken file is refused.
    func find(_ name: String) throws(Complaint) -> (theme: Theme, warnings: [String])? {
        guard Profile.isName(name) else { throw Complaint(.settings, "\"\(visible(name))\" cannot name a theme.") }
        for folder in folders {
            if let file = try SettingsFile(at: "\(folder)/\(name).toml") { return try Self.read(file, name) }
        }
        return try shipped[name].map { text throws(Complaint) in
            try Self.read(SettingsFile(path: "the shipped theme \(name)", text: text), name)
        }
    }

    private static func read(_ file: SettingsFile, _ name: String) throws(Complaint) -> (
        theme: Theme, warnings: [String]
    ) {
        do throws(ThemeError) {
            let read = try Theme.read(name: name, table: values(of: file.root))
            return (read.theme, read.warnings.map { "\(file.path): \($0)" })
        } catch {
            let key = error.place.split(separator: ".").map(String.init)
            throw Complaint(.settings, "\(file.place(key)): \(visible(error.description))")
        }
    }

    private static func values(of table: TOMLTable) -> [String: ThemeValue] {
        Dictionary(table.keys.compactMap { key in table[key].map { (key, value(of: $0)) } }) { first, _ in first }
    }

    private static func value(of value: any TOMLValueConvertible) -> ThemeValue {
        if let text = value.string { return .text(text) }
        if let flag = value.bool { return .flag(flag) }
        if let number = value.int { return .number(number) }
        if let table = value.table { return .table(values(of: table)) }
        return .other(value.type.rawValue)
    }
}
