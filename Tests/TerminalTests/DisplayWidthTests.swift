import Terminal
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("清源", 4), ("𠮷", 2), ("é", 1), ("e\u{301}", 1), ("ｱ", 1), ("Ａ", 2), ("（）", 4), ("한", 2),
        ("\u{1112}\u{1161}\u{11ab}", 2), ("\u{200b}", 0), ("🏭", 2), ("～", 2), ("\u{1b}", 0), ("\u{ad}", 1), ("…", 1),
        ("μg/L", 4), ("か\u{3099}", 2), ("\u{10ffff}", 1),
    ])
    func cells(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func paddingCountsCells() {
        #expect("清源".padded(to: 6) == "清源  ")
        #expect("清源".padded(to: 6, .right) == "  清源")
        #expect("清".padded(to: 5, .center) == " 清  ")
        #expect("清源".padded(to: 3) == "清源")
    }

    @Test(arguments: [
        ("清源县", 6, "清源县"), ("清源县", 5, "清源…"), ("清源县", 4, "清…"), ("清源县", 2, "…"), ("清源县", 1, "…"), ("清源县", 0, ""),
        ("清源县", -3, ""), ("abcdef", 4, "abc…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("", 0, ""),
    ])
    func cutting(text: String, width: Int, expected: String) {
        #expect(text.truncated(to: width) == expected)
    }

    @Test func controlsAreShown() {
        #expect(escapingControls("a\u{1b}[31m\n\t\r\u{7f}\u{9b}") == "a\\u{1b}[31m\\n\\t\\r\\u{7f}\\u{9b}")
        #expect(escapingControls("\u{202e}清\u{2066}\u{2028}") == "\\u{202e}清\\u{2066}\\u{2028}")
        #expect(escapingControls("\r\n") == "\\r\\n")
        #expect(escapingControls("清源 é 🏭") == "清源 é 🏭")
    }
}
