extension Languages {
    static let portuguese = english, spanish = english, french = english, german = english, italian = english
    static let dutch = english, swedish = english, polish = english, japanese = english, korean = english
    static let chinese = english, hebrew = english, arabic = english, ukrainian = english, greek = english
    static let turkish = english, vietnamese = english
}
