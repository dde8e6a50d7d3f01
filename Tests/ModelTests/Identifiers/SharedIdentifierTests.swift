import Foundation
import Model
import Testing

/// Counts measured on real public records; skipped when the shared data is not beside the package.
@Suite(.enabled(if: Sources.sharedData("cn_shanghai_2020") != nil))
struct SharedIdentifierTests {
    /// Every text of a file that a pattern finds.
    private func texts(_ path: String, _ pattern: String) throws -> [String] {
        let file = try #require(Sources.sharedData("cn_shanghai_2020/\(path)"))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let expression = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    @Test func enterprises() throws {
        let codes = try texts("enterprise_detail.csv", "^[^,\"\\n]{2,60},([0-9A-Z]{18}),")
        let uscc = try #require(IdentifierCheck.named("uscc"))
        let failed = codes.filter { uscc($0) != nil }
        #expect(codes.count >= 1_090)
        #expect(failed == ["913101167800233824"])
    }

    @Test func permits() throws {
        let numbers = try texts("national_permit_list.csv", "^[^,]*,[^,]*,([^,]*),").filter { $0.count == 22 }
        let check = try #require(IdentifierCheck.named("permit_number"))
        #expect(numbers.count >= 160)
        #expect(numbers.filter { check($0) != nil }.count <= 1)
    }

    @Test func industries() throws {
        let file = try #require(Sources.sharedData("codes/gbt4754_2017.csv"))
        let check = try #require(IdentifierCheck.named("industry_code"))
        let rows = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        let codes = rows.dropFirst().compactMap { row -> String? in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return cells.count > 3 && Int(cells[0]) != nil ? String(cells[2]) : nil
        }
        #expect(codes.count >= 1_700)
        #expect(codes.filter { check($0) != nil } == [])
    }
}
