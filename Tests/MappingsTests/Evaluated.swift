import Model
import Testing

@testable import Mappings

/// An expression, compiled into a mapping of one field and worked out by the engine for one record.
struct Evaluated {
    /// The result as text; nil for null and for rejections.
    let value: String?
    /// The codes of rejections.
    let codes: [String]

    init(_ expression: String, _ record: SourceRecord = [:], kind: PathKind = .json) throws {
        let quoted = "text(\(expression))".replacing("'", with: "''")
        let text = """
            mapping: m
            to: { source: { fields: { local_code: { const: a }, uscc: { expr: '\(quoted)' } } } }
            """
        let mapped = try Mapped(text, [record], kind: kind)
        codes = mapped.codes
        value = codes.isEmpty ? try mapped.row("source")["uscc"] : nil
    }

    /// The mistakes that the compiler tells of an expression, without their place.
    static func mistakes(_ expression: String, kind: PathKind = .json, zone: String? = "Asia/Shanghai") -> [String] {
        let quoted = "text(\(expression))".replacing("'", with: "''")
        let text = """
            mapping: m
            to: { source: { fields: { local_code: { const: a }, uscc: { expr: '\(quoted)' } } } }
            """
        return MappingsTests.mistakes(text, kind: kind, zone: zone).map { String($0.drop { $0 != " " }.dropFirst()) }
    }
}
