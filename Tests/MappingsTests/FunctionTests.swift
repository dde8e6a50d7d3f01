import Model
import Testing

@testable import Mappings

@Suite("Functions")
struct FunctionTests {
    @Test("Every example of every function gives what its row says", arguments: ExprFunction.all.map(\.name))
    func examples(name: String) throws {
        let function = try #require(ExprFunction.byName[name])
        #expect(!function.summary.isEmpty)
        #expect(!function.examples.isEmpty, "a function without an example")
        for example in function.examples {
            #expect(example.expression.contains("\(name)("), "the example does not use the function")
            let made = try Evaluated(example.expression)
            #expect(made.codes == [], "\(example.expression)")
            #expect(made.value == example.result, "\(example.expression)")
        }
        for example in function.rejections {
            #expect(try Evaluated(example.expression).codes == [example.result], "\(example.expression)")
        }
    }

    @Test("Each has a name of its own; no name is a word of the language")
    func names() {
        #expect(ExprFunction.byName.count == ExprFunction.all.count)
        #expect(ExprFunction.all.count >= 70)
        let words: Set = ["if", "then", "else", "match", "and", "or", "not", "in", "to", "true", "false", "null"]
        #expect(words.isDisjoint(with: ExprFunction.byName.keys))
    }

    /// Values that break what was not thought through: empty, huge, negative, without end.
    private static let hostile: [(ExprType, [ExprValue])] = {
        let numbers = ["0", "1", "-1", "0.5", "-999999999999999999", "1e64", "1e-64", "99999999999", "60", "113.2"]
            .compactMap { try? DecimalValue($0, options: .exponent) }.map { ExprValue.number($0) }
        let texts = ["", " ", "a", "長\u{301}", "12,3", "-", "P1D", "1e5", String(repeating: "é*", count: 300)]
        let days = [CivilDate.first, CivilDate.last, CivilDate(year: 2024, month: 2, day: 29)!]
        let points = [(0.0, 0.0), (180, 90), (-180, -90), (113, 23), (73, 55)]
        return [
            (.text, texts.map { .text($0) }), (.decimal, numbers), (.integer, numbers.filter { $0.type == .integer }),
            (.date, days.map { .date($0) }), (.datetime, [.datetime(.first), .datetime(.last)]),
            (.bool, [.bool(true)]), (.duration, [.duration(DurationText.longest), .duration(-1)]),
            (.point, points.map { .point(Coordinate(longitude: $0.0, latitude: $0.1)) }),
            (.list(.any), [.list([]), .list([.null]), .list(numbers), .list(texts.map { .text($0) })]),
            (.list(.text), [.list([]), .list(texts.map { .text($0) })]),
            (.any, numbers + texts.map { .text($0) }), (.numbers, numbers + [.list(numbers), .list([.null]), .null]),
        ]
    }()

    @Test(
        "Whatever the arguments, a function gives a value or one of its codes", arguments: ExprFunction.all.map(\.name))
    func total(name: String) throws {
        let function = try #require(ExprFunction.byName[name])
        let allowed = Set(function.rejections.compactMap(\.result))
        var rows: [[ExprValue]] = [[]]
        for parameter in function.parameters {
            let values = Self.hostile.first { $0.0 == parameter }?.1 ?? []
            // Every value meets others, not all others: the rest would be too many.
            rows = rows.enumerated().flatMap { index, row in
                values.indices.filter { rows.count < 200 || ($0 + index) % 7 == 0 }.map { row + [values[$0]] }
            }
        }
        for row in rows {
            do throws(RecordFault) {
                let value = try function.operation.apply(row)
                #expect(value == (try? function.operation.apply(row)), "not the same twice: \(name)(\(row))")
            } catch {
                #expect(allowed.contains(error.code), "\(name)(\(row)) rejects with \(error.code)")
            }
        }
    }

    @Test("The form of a text is matched in a straight line, however many stars there are")
    func forms() throws {
        let hostile = String(repeating: "a", count: 20_000)
        #expect(!TextForm(String(repeating: "a*", count: 200) + "b").fits(hostile))
        #expect(TextForm("*a*?").fits("xaay"))
        #expect(TextForm("").fits("") && !TextForm("").fits("a"))
        #expect(TextForm("\\*#").fits("*1") && !TextForm("\\*#").fits("a1"))
        #expect(TextForm("***").fits("") && TextForm("?").fits("长") && !TextForm("?").fits(""))
    }
}
