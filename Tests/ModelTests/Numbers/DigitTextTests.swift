import Testing

@testable import Model

@Suite struct DigitTextTests {
    @Test(
        arguments: [
            (0, 1, "0"), (7, 1, "7"), (7, 3, "007"), (1234, 2, "34"), (5, 0, ""), (.max, 20, "18446744073709551615"),
            (.max, 22, "0018446744073709551615"), (42, 20, "00000000000000000042"),
        ] as [(UInt64, Int, String)])
    func theLastDigitsAreAppended(_ value: UInt64, _ count: Int, _ text: String) {
        var bytes = Array("x".utf8)
        bytes.append(digits: value, count: count)
        #expect(String(decoding: bytes, as: UTF8.self) == "x" + text)
    }
}
