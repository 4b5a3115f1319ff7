import Messaging
import Testing

@Suite("Addresses of the web in a text")
struct WebLinksTests {
    @Test(
        "Brackets that are closed within an address belong to it, what stands around it does not",
        arguments: [
            (
                "See https://wiki.example/wiki/Set_(mathematics).",
                ["https://wiki.example/wiki/Set_(mathematics)"]
            ),
            ("(https://a.example/b_(c))", ["https://a.example/b_(c)"]),
            ("(see https://a.example)", ["https://a.example"]),
            ("[https://a.example/x[1]]", ["https://a.example/x[1]"]), ("“https://a.example/”", ["https://a.example/"]),
            ("'https://a.example/it's'", ["https://a.example/it's"]), ("«https://a.example»", ["https://a.example"]),
            ("<https://a.example/?q=(x)>", ["https://a.example/?q=(x)"]),
            ("„https://a.example“", ["https://a.example"]),
            ("https://a.example/(b", ["https://a.example/(b"]),
            ("https://a.example(see there)", ["https://a.example(see"]),
            ("`https://a.example`", ["https://a.example"]), ("**https://a.example**", ["https://a.example"]),
            ("请看（https://a.example/）。", ["https://a.example/"]),
        ])
    func brackets(text: String, links: [String]) {
        #expect(WebLinks.of(text) == links)
    }

    @Test(
        "A word that stands right before a scheme is none of its address",
        arguments: [
            ("Linkhttps://a.example", ["https://a.example"]), ("here:HTTP://a.example/X", ["HTTP://a.example/X"]),
            (
                "https://a.example, https://b.example; www.c.example!",
                ["https://a.example", "https://b.example", "https://www.c.example"]
            ),
            ("https://a.example/?to=https://b.example/", ["https://a.example/?to=https://b.example/"]),
            ("(www.a.example)", ["https://www.a.example"]), ("awww.a.example", []), ("https://", []),
            ("http:// www.", []),
            ("no address at all", []),
            ("https://a.example\nhttps://b.example", ["https://a.example", "https://b.example"]),
        ] as [(String, [String])])
    func beginnings(text: String, links: [String]) {
        #expect(WebLinks.of(text) == links)
    }
}
