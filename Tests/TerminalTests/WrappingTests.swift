import Testing

@testable import Terminal

@Suite struct WrappingTests {
    @Test(arguments: [
        ("", 5, [""]), ("abc", 5, ["abc"]), ("清远市宏祥", 4, ["清远", "市宏", "祥"]), ("清远市", 5, ["清远", "市"]),
        ("one two three", 8, ["one two", "three"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("a清", 1, ["a", "清"]),
        ("长 abc def", 8, ["长 abc", "def"]), ("ab  cd", 3, ["ab", "cd"]), ("清远市，清城", 6, ["清远", "市，清", "城"]),
        ("，。", 2, ["，", "。"]),
    ])
    func lines(_ text: String, _ width: Int, _ expected: [String]) {
        #expect(text.wrapped(to: width) == expected)
    }

    @Test("No line is wider, and nothing but blanks at breaks is lost", arguments: 2...20)
    func whole(_ width: Int) {
        let text = "清远市清城区 Yuantan Town 源潭镇陶瓷工业园12号, building 3"
        let lines = text.wrapped(to: width)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
}
