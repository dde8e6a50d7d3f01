import Testing

@testable import XML

@Suite struct XMLWriterTests {
    @Test func anEnvelopeReadsBack() throws {
        var writer = XMLWriter()
        writer.begin("s:Envelope", attributes: [("xmlns:s", "urn:s")])
        writer.begin("s:Body")
        writer.element("查询", "甲 & <乙>\n\u{1}", attributes: [("k", "a\"b\n<c>&\t")])
        writer.element("空")
        writer.end()
        writer.end()
        writer.end()
        let page = try XMLPage(writer.bytes)
        let names = ["s": "urn:s"]
        let query = try XPathExpression("s:Body/查询", namespaces: names)
        let attribute = try XPathExpression("s:Body/查询/@k", namespaces: names)
        #expect(try page.firstText(for: query, from: page.root) == "甲 & <乙>\n\u{FFFD}")
        #expect(try page.firstText(for: attribute, from: page.root) == "a\"b\n<c>&\t")
        #expect(String(decoding: writer.bytes, as: UTF8.self).hasSuffix("<空/></s:Body></s:Envelope>"))
    }

    @Test func rawPartsAreTakenAsTheyAre() {
        var writer = XMLWriter(declaration: false)
        writer.begin("a")
        writer.raw(Array("<b/>".utf8))
        writer.text("")
        writer.end()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "<a><b/></a>")
    }
}
