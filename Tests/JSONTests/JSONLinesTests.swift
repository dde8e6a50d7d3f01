import Testing

@testable import JSON

@Suite struct JSONLinesTests {
    private func lines(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBytes { page in
            unsafe JSONLines(page).map { line in
                let text = unsafe String(decoding: page[line.range], as: UTF8.self)
                return "\(line.number) \(text)\(line.isTerminated ? "" : " …")"
            }
        }
    }

    @Test(arguments: [
        ("", []),
        ("\n\r\n \n", []),
        ("{\"a\":1}\n", ["1 {\"a\":1}"]),
        ("{\"名\":1}\r\n\n[2]\n3", ["1 {\"名\":1}", "3 [2]", "4 3 …"]),
        ("1 \r\n", ["1 1"]),
    ])
    func linesAreFound(text: String, expected: [String]) {
        #expect(lines(text) == expected)
    }
}
