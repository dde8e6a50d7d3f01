/// A function of the expression language: one row of the table ``all``.
///
/// It is total and deterministic: the same arguments give the same value or one of the codes in ``rejections``; it knows
/// no clock, no chance and nothing outside of the record.
public struct ExprFunction: Sendable {
    /// An expression and what it gives: a value as text, or the code of a rejection.
    public struct Example: Sendable {
        /// The expression.
        public let expression: String
        /// The value as text, nil for null; or the code.
        public let result: String?
    }

    /// The name.
    public let name: String
    /// The types of the arguments.
    public let parameters: [ExprType]
    /// How many of the last parameters may be left out.
    public let optional: Int
    /// Whether the last parameter may be repeated.
    public let isVariadic: Bool
    /// What it gives; `.any` where that follows from the arguments.
    public let result: ExprType
    /// One sentence for the manual.
    public let summary: String
    /// At least one; tests work them out.
    public let examples: [Example]
    /// An example of each code that it rejects a record with; none if it always has a result.
    public let rejections: [Example]
    let operation: ExprOperation
    /// What has to be known when the mapping is compiled: constants, tables, types that follow from others.
    let prepare: Prepare?

    typealias Prepare = @Sendable (inout ExpressionBinder, ExprCall) -> ExpressionBinder.Bound

    init(
        _ name: String, _ parameters: [ExprType], optional: Int = 0, variadic: Bool = false, _ result: ExprType,
        takesNull: Bool = false, _ summary: String, _ examples: KeyValuePairs<String, String?>,
        rejects: KeyValuePairs<String, String> = [:], prepare: Prepare? = nil,
        apply: @escaping @Sendable ([ExprValue]) throws(RecordFault) -> ExprValue
    ) {
        self.name = name
        self.parameters = parameters
        self.optional = optional
        self.isVariadic = variadic
        self.result = result
        self.summary = summary
        self.examples = examples.map { Example(expression: $0.key, result: $0.value) }
        self.rejections = rejects.map { Example(expression: $0.key, result: $0.value) }
        self.prepare = prepare
        operation = ExprOperation(takesNull: takesNull, apply: apply)
    }

    /// A function of which every call is made when the mapping is compiled.
    init(
        _ name: String, _ parameters: [ExprType], optional: Int = 0, _ result: ExprType, _ summary: String,
        _ examples: KeyValuePairs<String, String?>, rejects: KeyValuePairs<String, String> = [:],
        making prepare: @escaping Prepare
    ) {
        self.init(
            name, parameters, optional: optional, result, summary, examples, rejects: rejects, prepare: prepare
        ) { (_) throws(RecordFault) in .null }
    }

    /// Every function, by name.
    public static let all: [ExprFunction] =
        (texts + parts + comparisons + cleaners + amounts + numbers + rounding + dates + calendar + moments + durations
        + values + quantities + codes + lists + lambdas + identifiers + places + maps).sorted { $0.name < $1.name }

    static let byName: [String: ExprFunction] = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// `substring(text, integer, [integer]) → text`, for people.
    public var signature: String {
        var shown = parameters.enumerated().map { index, type in
            index >= parameters.count - optional ? "[\(type.name)]" : type.name
        }
        if isVariadic { shown.append("...") }
        return "\(name)(\(shown.joined(separator: ", "))) → \(result.name)"
    }

    /// The type of argument `index`, or nil if there are too many.
    func parameter(_ index: Int) -> ExprType? {
        index < parameters.count ? parameters[index] : isVariadic ? parameters.last : nil
    }
}
