import Drawing
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
}
