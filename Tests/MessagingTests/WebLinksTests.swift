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

    @Test(
        "A domain without a scheme is an address where it can hardly be anything else",
        arguments: [
            ("Look at example.com/path?x=1.", ["example.com/path?x=1"]), ("example.com", ["example.com"]),
            ("(Shop.Example.COM)", ["Shop.Example.COM"]), ("a.ly/3xYz and b.me/5511", ["a.ly/3xYz", "b.me/5511"]),
            ("example.com.br, example.co.uk!", ["example.com.br", "example.co.uk"]),
            ("dev.example.io:8080/a (b)", ["dev.example.io:8080/a"]), ("exämple.com/ü", ["exämple.com/ü"]),
            ("a.ly/a, a.ly/b", ["a.ly/a", "a.ly/b"]),
        ] as [(String, [String])])
    func bare(text: String, links: [String]) {
        #expect(WebLinks.of(text) == links.map { "https:" + "//" + $0 })
    }

    @Test(
        "What only looks like a domain is none",
        arguments: [
            "e.g. this", "i.e./or", "v1.2.3", "1.com", "10.5/12", "Ok.de nada", "done.so am I", "see.it", "main.py",
            "README.md/first", "run.sh/x", "a@example.com", "first.last@example.com", "p.m./a.m.", "St.Pauli", "3.50/h",
            "U.S.A.", "no.", "file.tar.gz", "x_example.com", "Hi.I am here", "...com", "-.com", "a..com", ".com",
            "/srv/example.com", "$HOME.com",
        ])
    func noDomain(text: String) {
        #expect(WebLinks.of(text).isEmpty)
    }
}
