import Testing

@testable import Inference

/// What a single text is taken for.
@Suite struct ValueShapeTests {
    @Test(arguments: [
        ("12", ValueShape.integer), ("-3", .integer), ("1,234", .integer), ("0", .integer), ("0.5", .decimal),
        ("123456789012345", .integer), ("12.50", .decimal),
    ]) func numbers(_ text: String, _ shape: ValueShape) { #expect(ValueShape(text) == shape) }

    /// What was measured or worked out may have any number of digits behind the point.
    @Test(arguments: ["0.30000000000000004", "12.345678901234567", "-1.00000000000000000001", "1234567890123456.5"])
    func noisyDecimals(_ text: String) { #expect(ValueShape(text) == .decimal) }

    /// Nothing with a leading zero is a number, nor a whole one of more than 15 digits.
    @Test(arguments: [
        "0012", "00", "1234567890123456", "01.5", "913101187639622406", "1,234,567,890,123,456",
    ]) func namesOfDigits(_ text: String) { #expect(ValueShape(text) == .digits) }

    @Test(arguments: [
        ("2020-01-02", "yyyy-MM-dd"), ("2020/1/2", "yyyy/M/d"), ("2020年1月2日", "yyyy年M月d日"), ("20200102", "yyyyMMdd"),
        ("2020.1.2", "yyyy.M.d"),
    ]) func days(_ text: String, _ pattern: String) { #expect(ValueShape(text) == .date(pattern)) }

    @Test(arguments: [
        ("2020-01-02 03:04:05", "yyyy-MM-dd HH:mm:ss"), ("2020-01-02 03:04", "yyyy-MM-dd HH:mm"),
        ("2020-01-02T03:04:05", "yyyy-MM-dd'T'HH:mm:ss"), ("2020-01-02 03", "yyyy-MM-dd HH"),
        ("20200102030405", "yyyyMMddHHmmss"),
    ]) func moments(_ text: String, _ pattern: String) { #expect(ValueShape(text) == .datetime(pattern)) }

    @Test(arguments: ["", "DA001", "20mg/L", "6~9", "1.2.3", "2020-13-45", "-", "1e5", "３"])
    func texts(_ text: String) { #expect(ValueShape(text) == .text) }

    @Test func patterns() {
        #expect(SignPattern.of("DA001") == "AA999")
        #expect(SignPattern.of("沪环〔2020〕5号") == "文文〔9999〕9文")
        #expect(SignPattern.of("1234567890") == "999999+")
    }
}
