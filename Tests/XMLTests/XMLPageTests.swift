import Testing

@testable import XML

@Suite struct XMLPageTests {
    private func page(_ text: String, _ options: XMLOptions = XMLOptions()) throws -> XMLPage {
        try XMLPage(Array(text.utf8), options: options)
    }

    private func first(_ path: String, _ page: XMLPage) throws -> XMLNode {
        try #require(try page.firstNode(for: XPathExpression(path), from: page.root))
    }

    @Test func textIsThatOfEverythingInside() throws {
        let page = try page("<a>清<b>远 &amp; &#x5E02;</b><![CDATA[<x>]]><!-- no --><c/></a>")
        #expect(page.text(of: page.root) == "清远 & 市<x>")
        #expect(try page.text(of: first("b", page)) == "远 & 市")
        #expect(try page.text(of: first("c", page)) == "")
        var buffer = Array("x".utf8)
        let range = page.appendText(of: page.root, to: &buffer)
        #expect(range == 1..<buffer.count)
    }

    @Test func layoutIsDroppedAndTextIsNot() throws {
        let page = try page("<a>\n  <b> </b>\n  <c> x\n</c>\n</a>")
        #expect(String(decoding: page.serialized(page.root), as: UTF8.self) == "<a><b> </b><c> x\n</c></a>")
    }

    @Test func aNodeTellsItsPlace() throws {
        let page = try page("<a>\n <b/>\n <b>\n  <名 c='1'/></b>\n</a>")
        let name = try first("b/名", page)
        #expect(page.line(of: name) == 4)
        #expect(page.path(of: name) == "/a/b[2]/名")
        let attribute = try first("b/名/@c", page)
        #expect(page.path(of: attribute) == "/a/b[2]/名/@c")
        #expect(page.line(of: attribute) == 4)
        #expect(page.path(of: page.root) == "/a")
        #expect(page.children(of: page.root).map { page.name(of: $0) } == ["b", "b"])
    }

    @Test func aNodeIsSerialisedSoThatItReadsBack() throws {
        let page = try page(#"<p:a xmlns:p="urn:x" xmlns="urn:y"><p:b k="&lt;&quot;">甲 &amp; 乙<c/></p:b></p:a>"#)
        let child = try #require(page.children(of: page.root).first)
        let bytes = page.serialized(child)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("甲 &amp; 乙"))
        let again = try XMLPage(bytes)
        let path = try XPathExpression("y:c", namespaces: ["y": "urn:y"])
        #expect(try again.nodes(for: path, from: again.root).count == 1)
        #expect(again.name(of: again.root) == "p:b")
    }

    @Test func theDeclaredEncodingIsUsed() throws {
        // 名称 in GB18030, and 㐂, which only GB18030 has, in four bytes.
        let name: [UInt8] = [0xC3, 0xFB, 0xB3, 0xC6, 0x81, 0x39, 0xEF, 0x34]
        let head = Array("<?xml version=\"1.0\" encoding=\"GB18030\"?><a>".utf8)
        let page = try XMLPage(head + name + Array("</a>".utf8))
        #expect(page.text(of: page.root).hasPrefix("名称"))
        #expect(page.text(of: page.root).count == 3)
    }

    @Test func aKnownEncodingWinsOverTheDeclaredOne() throws {
        let wrong = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>".utf8) + [0xC3, 0xFB] + Array("</a>".utf8)
        #expect(throws: XMLError.self) { try XMLPage(wrong) }
        let page = try XMLPage(wrong, options: XMLOptions(encoding: "GB18030"))
        #expect(page.text(of: page.root) == "名")
    }

    @Test func namespacesMayBeForgotten() throws {
        let text = """
            <s:Envelope xmlns:s="urn:s" xmlns="urn:d"><s:Body><row s:k="1" xml:lang="zh"><名>甲</名></row></s:Body></s:Envelope>
            """
        let page = try page(text, XMLOptions(ignoresNamespaces: true))
        #expect(page.name(of: page.root) == "Envelope")
        #expect(try page.text(of: first("Body/row/名", page)) == "甲")
        #expect(try page.text(of: first("/Envelope/Body/row/@k", page)) == "1")
        #expect(try page.text(of: first("//row[@lang='zh']/名", page)) == "甲")
        let bytes = page.serialized(try first("Body/row", page))
        #expect(String(decoding: bytes, as: UTF8.self) == #"<row k="1" lang="zh"><名>甲</名></row>"#)
    }

    @Test func longPagesKeepTheirLines() throws {
        let text = "<a>" + String(repeating: "\n", count: 70_000) + "<b>x</b></a>"
        let page = try page(text)
        #expect(try page.line(of: first("b", page)) == 70_001)
    }
}
