public import Model

/// What was seen of one path: bounded, however many records there were.
public struct FieldProfile: Sendable {
    /// The path inside its list, as a mapping writes it.
    public internal(set) var path: String
    /// The last name of the path: what the source calls the field.
    public let name: String
    /// In how many records the path leads to a value that is neither null nor blank.
    public private(set) var filled = 0
    /// How often it is null or blank.
    public private(set) var blank = 0
    /// How many values have each shape.
    public private(set) var votes: [ValueShape: Int] = [:]
    /// The first values in the order of their texts.
    public private(set) var least: String?
    /// The last of them.
    public private(set) var greatest: String?
    /// The smallest and greatest number.
    public private(set) var range: ClosedRange<DecimalValue>?
    /// The values, at most 50 of them, with how often each was seen.
    public private(set) var distinct: [String: Int] = [:]
    /// Whether there are values that ``distinct`` has no room for.
    public private(set) var hasMore = false
    /// How the values are built, at most 20 patterns.
    public private(set) var patterns: [String: Int] = [:]
    /// The length of the longest value in characters.
    public private(set) var longest = 0
    /// Whether one record had several values of this path.
    public internal(set) var isRepeated = false
    /// Whether no value was seen twice, so far as there was room to remember.
    public private(set) var isUnique = true
    /// Values that shapes do not tell: numbers with signs behind them, such as `20mg/L`.
    public private(set) var numbersWithUnit = 0
    private var seen: Set<UInt64> = []

    /// How many values are told apart, counted and remembered.
    static let mostDistinct = 50
    static let mostPatterns = 20
    static let mostRemembered = 100_000

    init(path: String, name: String) {
        self.path = path
        self.name = name
    }

    /// The share of the filled values whose shape `fits`.
    public func share(_ fits: (ValueShape) -> Bool) -> Double {
        guard filled > 0 else { return 0 }
        return Double(votes.reduce(0) { $0 + (fits($1.key) ? $1.value : 0) }) / Double(filled)
    }

    /// Whether some value is digits that no number may be made of.
    public var hasNamesOfDigits: Bool { (votes[.digits] ?? 0) > 0 }

    /// The values seen most, with how often.
    public func common(_ count: Int) -> [(text: String, count: Int)] {
        distinct.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map { ($0.key, $0.value) }
    }

    mutating func observe(_ value: SampleValue) {
        switch value {
        case .null: blank += 1
        case .text(let text): observe(text)
        case .number(let text): observe(text)
        case .bool(let flag): observe(flag ? "true" : "false")
        case .record, .list: filled += 1
        }
    }

    private mutating func observe(_ raw: String) {
        let text = Cleaner.trim(raw)
        guard !text.isEmpty else {
            blank += 1
            return
        }
        filled += 1
        let shape = ValueShape(text)
        votes[shape, default: 0] += 1
        let length = text.count
        longest = max(longest, length)
        let short = length > 80 ? String(text.prefix(80)) : text
        least = least.map { min($0, short) } ?? short
        greatest = greatest.map { max($0, short) } ?? short
        if distinct[short] != nil || distinct.count < Self.mostDistinct {
            distinct[short, default: 0] += 1
        } else {
            hasMore = true
        }
        let pattern = SignPattern.of(short)
        if patterns[pattern] != nil || patterns.count < Self.mostPatterns { patterns[pattern, default: 0] += 1 }
        if shape == .integer || shape == .decimal { widen(text) }
        if shape == .text, NumberWithUnit(text) != nil { numbersWithUnit += 1 }
        remember(text)
    }

    private mutating func widen(_ text: String) {
        guard let number = try? DecimalValue(text, options: .separators) else { return }
        range = range.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
    }

    private mutating func remember(_ text: String) {
        guard isUnique, seen.count < Self.mostRemembered else { return }
        if seen.insert(ByteHash.hash64(Array(text.utf8).span)).inserted { return }
        isUnique = false
        seen = []
    }
}
