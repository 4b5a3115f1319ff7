import Drawing
import Foundation
import Testing

@testable import leadline

@Suite("A theme that is gone or broken never keeps the inbox shut")
struct ThemeChoiceTests {
    private static let sound = "background = \"dark\"\n[roles]\ntext = { fg = \"default\" }\n"

    @Test("A theme that does not exist is told with its place and the nearest name, and dark stands in for it")
    func gone() throws {
        let home = try Home()
        try home.write(Self.sound, to: "dark.toml")

        let choice = ThemeChoice("drak", place: "config.toml:7", shelf: ThemeShelf(folders: [home.path]))

        #expect(choice.name == "dark" && !choice.isChosen)
        #expect(
            choice.problems == [
                "config.toml:7: There is no theme \"drak\". Did you mean \"dark\"? The theme dark stands in for it."
            ])
    }

    @Test("A broken theme is told with file and line, and dark stands in for it")
    func broken() throws {
        let home = try Home()
        try home.write(Self.sound, to: "dark.toml")
        try home.write("background = \"dark\"\n[roles]\ntext = { fg = \"no colour\" }\n", to: "mine.toml")

        let choice = ThemeChoice("mine", shelf: ThemeShelf(folders: [home.path]))

        #expect(choice.name == "dark")
        #expect(choice.problems.count == 1)
        #expect(choice.problems[0].hasPrefix("\(home.path)/mine.toml:3: "))
    }

    @Test("Without any theme file the built-in look is worn, whether a theme was chosen or not")
    func withoutFiles() throws {
        let home = try Home()
        let shelf = ThemeShelf(folders: [home.path])

        let (chosen, usual) = (ThemeChoice("light", shelf: shelf), ThemeChoice(nil, shelf: shelf))

        #expect(chosen.theme == .builtIn && usual.theme == .builtIn)
        #expect(chosen.problems.count == 1 && usual.problems.isEmpty)
    }

    @Test(
        "A light background that the terminal's variable tells of is followed until the terminal itself answers",
        arguments: [
            ("0;15", "light"), ("0;default;7", "light"), ("15;0", "dark"), ("15;8", "dark"),
            ("default;default", "dark"),
            ("", "dark"),
        ])
    func background(_ variable: String, _ name: String) throws {
        let home = try Home()
        for background in ["dark", "light"] {
            try home.write(
                "background = \"\(background)\"\n[roles]\ntext = { fg = \"default\" }\n", to: "\(background).toml")
        }
        let told = Environment(["COLORFGBG": variable]).background ?? .dark

        let choice = ThemeChoice(nil, background: told, shelf: ThemeShelf(folders: [home.path]))

        #expect(choice.name == name && !choice.isChosen)
    }

    @Test("What is passed over in a theme's file is told")
    func slips() throws {
        let home = try Home()
        try home.write(Self.sound + "titel = { fg = \"default\" }\n", to: "mine.toml")

        let choice = ThemeChoice("mine", shelf: ThemeShelf(folders: [home.path]))

        #expect(choice.name == "mine" && choice.isChosen)
        #expect(choice.problems.count == 1)
        #expect(choice.problems[0].contains("titel") && choice.problems[0].contains("title"))
    }

    @Test("A broken dark theme of one's own is told even when no theme was chosen")
    func brokenUsual() throws {
        let home = try Home()
        try home.write("background = \"purple\"\n", to: "dark.toml")

        let choice = ThemeChoice(nil, shelf: ThemeShelf(folders: [home.path]))

        #expect(choice.theme == .builtIn)
        #expect(choice.problems.count == 1)
    }

    @Test("The themes of the folder are the ones in the program, and each of them can be worn without any file")
    func shipped() throws {
        let folder = NewcomerPageTests.readme.deletingLastPathComponent().appending(path: "themes")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".toml") }
        let shelf = ThemeShelf(folders: [], shipped: ShippedThemes.texts)

        #expect(shelf.names() == files.map { String($0.dropLast(5)) }.sorted())
        for file in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            #expect(ShippedThemes.texts[String(file.dropLast(5))] == text, "`make themes` writes \(file) anew")
            let choice = ThemeChoice(String(file.dropLast(5)), shelf: shelf)
            #expect(choice.isChosen && choice.problems.isEmpty, "\(file)")
        }
    }

    @Test("A file of the same name goes before the theme in the program")
    func overridden() throws {
        let home = try Home()
        try home.write("background = \"light\"\n[roles]\ntext = { fg = \"default\" }\n", to: "dark.toml")

        let choice = ThemeChoice("dark", shelf: ThemeShelf(folders: [home.path], shipped: ShippedThemes.texts))

        #expect(choice.theme.background == .light)
    }
}
