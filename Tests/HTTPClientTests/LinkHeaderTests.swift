import HTTPClient
import Testing

@Suite struct LinkHeaderTests {
    @Test func readsTargetsRelationsAndParameters() {
        let links = LinkHeader.parse([
            "<https://a.example/x?a=1,2;b>; rel=\"next last\"; title=\"a, \\\"b\\\"; c\" , </p>;REL=Prev;x",
            "<q>; rel=self",
        ])
        #expect(links.map(\.target) == ["https://a.example/x?a=1,2;b", "/p", "q"])
        #expect(links.map(\.relations) == [["next", "last"], ["prev"], ["self"]])
        #expect(links[0].parameters["title"] == "a, \"b\"; c")
        #expect(links[1].parameters["x"] == "")
    }

    @Test func findsARelationInAnyCase() {
        let values = ["<1>; rel=first, <2>; rel=\"NEXT\"", "<3>; rel=next"]
        #expect(LinkHeader.target("Next", in: values) == "2")
        #expect(LinkHeader.target("last", in: values) == nil)
        #expect(LinkHeader.target("next", in: []) == nil)
    }

    @Test func theFirstRelCounts() {
        #expect(LinkHeader.parse(["<a>; rel=one; rel=two"])[0].relations == ["one"])
    }

    @Test(arguments: ["", "<", "no link", "<a", ",,,", ";rel=next", "<a>; rel=\"next", "<a>;;;=;,", "清", "<清>"])
    func bearsBrokenFields(_ value: String) {
        #expect(LinkHeader.parse([value]).count <= 1)
    }

    @Test(arguments: [
        ("/next?page=2", "https://h:8/a/b?c", "https://h:8/next?page=2"), ("c", "http://h/a/b", "http://h/a/c"),
        ("?p=2", "http://h/a/b?p=1", "http://h/a/b?p=2"), ("https://o/x", "http://h/", "https://o/x"),
        ("../z", "http://h/a/b/c", "http://h/a/z"),
    ])
    func resolvesAgainstTheBase(_ reference: String, _ base: String, _ expected: String) {
        #expect(resolveURL(reference, against: base) == expected)
    }

    @Test func resolvesNothingAgainstNothing() {
        #expect(resolveURL("/x", against: "") == nil)
        #expect(resolveURL("a\r\nb", against: "http://h/") == nil)
    }
}
