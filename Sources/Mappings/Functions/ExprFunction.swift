import Model

/// A function of the expression language: one row of the table ``all``.
public struct ExprFunction: Sendable {
    /// The name.
    public let name: String
    /// The types of the arguments.
    public let parameters: [ExprType]
    /// How many of the last parameters may be left out.
    public let optional: Int
    /// Whether the last parameter may be repeated.
    public let isVariadic: Bool
    /// What it gives; for `.any`, the joined type of the arguments.
    public let result: ExprType
    /// One sentence for the manual.
    public let summary: String
    /// Whether it is asked even when an argument is null; else the result is null.
    let takesNull: Bool
    let apply: @Sendable ([ExprValue]) throws(RecordFault) -> ExprValue

    init(
        _ name: String, _ parameters: [ExprType], optional: Int = 0, variadic: Bool = false, _ result: ExprType,
        takesNull: Bool = false, _ summary: String,
        apply: @escaping @Sendable ([ExprValue]) throws(RecordFault) -> ExprValue
    ) {
        self.name = name
        self.parameters = parameters
        self.optional = optional
        self.isVariadic = variadic
        self.result = result
        self.takesNull = takesNull
        self.summary = summary
        self.apply = apply
    }

    /// Every function, by name.
    public static let all: [ExprFunction] =
        (texts + cleaners + amounts + numbers + dates + values + identifiers + places).sorted { $0.name < $1.name }

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

/// Arguments as their Swift values. The checker has made sure of the types; the defaults are never seen.
extension [ExprValue] {
    func text(_ index: Int) -> String {
        if index < count, case .text(let text) = self[index] { text } else { "" }
    }

    func number(_ index: Int) -> DecimalValue {
        if index < count, case .number(let number) = self[index] { number } else { .zero }
    }

    /// A whole number, kept within what texts and dates can need.
    func integer(_ index: Int) -> Int {
        let double = number(index).doubleValue
        return Int(Swift.max(-1e12, Swift.min(1e12, double)))
    }

    func date(_ index: Int) -> CivilDate {
        if index < count, case .date(let date) = self[index] { date } else { .first }
    }

    func point(_ index: Int) -> Coordinate {
        if index < count, case .point(let place) = self[index] { place } else { Coordinate(longitude: 0, latitude: 0) }
    }

    func list(_ index: Int) -> [ExprValue] {
        if index < count, case .list(let items) = self[index] { items } else { [] }
    }
}
