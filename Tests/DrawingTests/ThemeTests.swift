import Foundation
import Testing

@testable import Drawing

@Suite struct ThemeTests {
    static let names = ["dark", "light", "high-contrast", "colour-blind", "mono", "solarized-dark"]

    private func shipped(_ name: String) throws -> Theme {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
        let text = try String(contentsOf: root.appending(path: "\(name).toml"), encoding: .utf8)
        #expect(text.hasPrefix("# "), "a theme says what it is at its head")
        let (theme, warnings) = try Theme.read(name: name, table: ThemeFile.table(text))
        #expect(warnings == [])
        return theme
    }

    @Test("Every text of every theme can be read, and every sign seen", arguments: names)
    func contrasts(name: String) throws {
        let theme = try shipped(name)
        for role in Role.allCases {
            let wanted = [.marker, .border, .borderFocus].contains(role) ? 3.0 : 4.5
            #expect(theme.contrast(of: role) >= wanted, "\(role.name) \(theme.contrast(of: role))")
            #expect(theme.contrast(of: role, quantised: true) >= wanted, "\(role.name) in 256 colours")
        }
        if name == "high-contrast" { #expect(theme.contrast(of: .text) >= 7 && theme.contrast(of: .hint) >= 7) }
    }

    @Test("Every theme says something about every role", arguments: names)
    func isComplete(name: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
        let table = ThemeFile.table(try String(contentsOf: root.appending(path: "\(name).toml"), encoding: .utf8))
        guard case .table(let roles)? = table["roles"] else {
            Issue.record("no roles")
            return
        }
        #expect(Set(roles.keys) == Set(Role.allCases.map(\.name)))
    }

    @Test("The SMS marker is teal, then cyan, then bold")
    func markerIsTeal() throws {
        let dark = try shipped("dark")[.marker], light = try shipped("light")[.marker]
        #expect(dark.foreground.index256 == 37)
        #expect(light.foreground.index256 == 30)
        for paint in [dark, light] {
            #expect((paint.fewColours ?? paint.foreground).index8 == 6)
            #expect(paint.mono.contains(.bold))
        }
        #expect(try shipped("mono")[.marker].attributes.contains(.bold))
    }

    @Test("With few colours no text has the colour of what it stands on", arguments: names)
    func staysVisibleWithFewColours(name: String) throws {
        let theme = try shipped(name)
        for role in Role.allCases {
            let paint = theme[role]
            guard let back = paint.background.index8 else { continue }
            #expect((paint.fewColours ?? paint.foreground).index8 != back, "\(role.name)")
            #expect(!paint.mono.isEmpty, "\(role.name) would be lost without colours")
        }
    }

    @Test("Contrast is what the guidelines say")
    func measuresContrast() {
        #expect(abs(Contrast.ratio(RGB(0, 0, 0), RGB(255, 255, 255)) - 21) < 0.001)
        #expect(abs(Contrast.ratio(RGB(0x76, 0x76, 0x76), RGB(255, 255, 255)) - 4.54) < 0.01)
    }

    @Test("A mistake in a theme is told with its place and what to write")
    func explainsMistakes() {
        func problem(_ text: String) -> String? {
            do throws(ThemeError) {
                _ = try Theme.read(name: "x", table: ThemeFile.table(text))
                return nil
            } catch { return error.description }
        }
        #expect(problem("background = \"blue\"")?.hasPrefix("background: ") == true)
        #expect(problem("background = \"dark\"")?.hasPrefix("roles: ") == true)
        let head = "background = \"dark\"\n[roles]\n"
        #expect(problem(head + "text = { fg = \"#12\" }")?.hasPrefix("roles.text.fg: ") == true)
        #expect(problem(head + "text = { fg = 256 }")?.hasPrefix("roles.text.fg: ") == true)
        #expect(problem(head + "text = { bold = \"yes\" }")?.hasPrefix("roles.text.bold: ") == true)
        #expect(problem(head + "text = { mono = \"blink\" }")?.hasPrefix("roles.text.mono: ") == true)
        #expect(problem(head + "text = true")?.hasPrefix("roles.text: ") == true)
    }

    @Test("Unknown words are passed over with a hint")
    func hintsAtTypos() throws {
        let table = ThemeFile.table("background = \"light\"\nbackgroud = \"x\"\n[roles]\nmakrer = { fgg = 1 }\n")
        let warnings = try Theme.read(name: "x", table: table).warnings
        #expect(warnings.contains("backgroud is unknown; did you mean background?"))
        #expect(warnings.contains("roles.makrer is unknown; did you mean marker?"))
    }

    @Test("Colours find their nearest neighbours where there are fewer")
    func quantises() {
        #expect(Ink.rgb(RGB(0, 0xAF, 0xAF)).index256 == 37)
        #expect(Ink.rgb(RGB(0, 0x87, 0x87)).index256 == 30)
        #expect(Ink.rgb(RGB(0, 0x87, 0x87)).index8 == 6)
        #expect(Ink.rgb(RGB(0xFF, 0xD7, 0x5F)).index8 == 3)
        #expect(Ink.rgb(RGB(0xEE, 0xEE, 0xEE)).index16 == 7)
        #expect(Ink.standard.index256 == nil)
        #expect(RGB(hex: "#fa0") == RGB(hex: "#ffaa00"))
        #expect(RGB(hex: "fa0000") == nil)
    }
}

/// Reads as much TOML as the shipped themes use: tables in brackets, and one value or inline table a line.
enum ThemeFile {
    static func table(_ text: String) -> [String: ThemeValue] {
        var top: [String: ThemeValue] = [:], section: [String: ThemeValue] = [:]
        var name: String?
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("#") || line.isEmpty { continue }
            if line.hasPrefix("[") {
                name = String(line.dropFirst().dropLast())
                continue
            }
            let (key, entry) = pair(line)
            if name == nil { top[key] = entry } else { section[key] = entry }
        }
        if let name { top[name] = .table(section) }
        return top
    }

    private static func pair(_ text: String) -> (String, ThemeValue) {
        let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        return (parts[0], value(parts.count > 1 ? parts[1] : ""))
    }

    private static func value(_ text: String) -> ThemeValue {
        if text.hasPrefix("{") {
            let inside = text.dropFirst().dropLast().split(separator: ",").map { pair(String($0)) }
            return .table(Dictionary(uniqueKeysWithValues: inside))
        }
        if text.hasPrefix("\"") { return .text(String(text.dropFirst().dropLast())) }
        if let number = Int(text) { return .number(number) }
        return text == "true" || text == "false" ? .flag(text == "true") : .other(text)
    }
}
