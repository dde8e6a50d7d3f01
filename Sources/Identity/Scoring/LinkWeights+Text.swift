extension LinkWeights {
    /// What is wrong with a file of weights.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The line, from 1.
        public var line: Int
        /// What it should have been.
        public var expected: String

        /// `line 3: expected ...`
        public var description: String { "line \(line): expected \(expected)" }
    }

    /// Reads weights from lines of `name: number`; `#` begins a comment. What no line names is as in ``standard``.
    ///
    /// Names are `prior`, `link`, `review`, `margin`, `name_rarity`, `usual_name`, `renamed`, `links_placeless` (0 or 1), a level (`name.same`,
    /// `location.100m`) and, for what a word of names tells, `common.river` or `common.鸿`. All weights are bits; a file of them is a
    /// flat map of YAML.
    public init(text: String) throws(Fault) {
        self = .standard
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = Self.trimmed(line.prefix { $0 != "#" })
            // `common.#12` is a group of words, the one place where the sign is none of a comment.
            let whole = line.hasPrefix("common.#") ? Self.trimmed(line) : content
            if whole.isEmpty { continue }
            guard let colon = whole.lastIndex(of: ":"),
                let value = Double(Self.trimmed(whole[whole.index(after: colon)...])),
                value.isFinite, abs(value) <= 1000
            else { throw Fault(line: number + 1, expected: "`name: number`") }
            guard set(Self.trimmed(whole[..<colon]), value) else {
                throw Fault(line: number + 1, expected: "a name of a weight, such as `prior` or `name.same`")
            }
        }
    }

    /// The text that ``init(text:)`` reads, in hundredths of a bit: finer differences do not count.
    public var text: String {
        var lines = Self.settings.map { "\($0.name): \(Self.number(self[keyPath: $0.path]))" }
        lines.append("links_placeless: \(linksPlaceless ? 1 : 0)")
        for comparison in Comparison.allCases {
            for (level, name) in comparison.levels.enumerated() where level > 0 {
                lines.append("\(comparison).\(name): \(Self.number(self[comparison, level]))")
            }
        }
        for (unit, eighths) in commonness.table.sorted(by: { $0.key < $1.key }) {
            lines.append("common.\(NameUnit.text(unit)): \(Self.number(Double(eighths) / 8))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static var settings: [(name: String, path: WritableKeyPath<LinkWeights, Double>)] {
        [
            ("prior", \.prior), ("link", \.link), ("review", \.review), ("margin", \.margin),
            ("name_rarity", \.nameRarity), ("usual_name", \.usualName), ("renamed", \.renamed),
        ]
    }

    /// The names of all weights but those of single words.
    static var names: [String] {
        settings.map(\.name) + ["links_placeless"]
            + Comparison.allCases.flatMap { comparison in
                comparison.levels.dropFirst().map { "\(comparison).\($0)" }
            }
    }

    /// Whether there is a weight of this name.
    static func isName(_ name: Substring) -> Bool {
        names.contains { $0 == name } || name.hasPrefix("common.") && NameUnit.unit(name.dropFirst(7)) != nil
    }

    /// What a weight can be, in words.
    static func range(of name: Substring) -> String {
        if name == "links_placeless" { return "write 1 for yes, 0 for no" }
        return name.hasPrefix("common.")
            ? "write bits from 0 to 31, such as `4.25`" : "write bits from -1000 to 1000, such as `3.5`"
    }

    /// Sets the weight of a name; tells whether there is such a name and it can have the value.
    mutating func set(_ name: Substring, _ value: Double) -> Bool {
        if let setting = Self.settings.first(where: { $0.name == name }) {
            self[keyPath: setting.path] = value
            return true
        }
        if name == "links_placeless" {
            linksPlaceless = value != 0
            return value == 0 || value == 1
        }
        if name.hasPrefix("common."), let unit = NameUnit.unit(name.dropFirst(7)), value >= 0, value < 32 {
            commonness.table[unit] = UInt8((value * 8).rounded())
            return true
        }
        for comparison in Comparison.allCases where name.hasPrefix("\(comparison).") {
            let level = name.dropFirst("\(comparison).".count)
            guard let place = comparison.levels.firstIndex(where: { $0 == level }), place > 0 else { return false }
            self[comparison, place] = value
            return true
        }
        return false
    }

    private static func number(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 1000).rounded())
        let fraction = "\(1000 + hundredths % 1000)".dropFirst()
        return "\(value < 0 && hundredths > 0 ? "-" : "")\(hundredths / 1000).\(fraction)"
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.drop { $0.isWhitespace }
    }
}
