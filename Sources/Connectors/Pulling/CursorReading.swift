public import Model

/// Whether the records of a run have a cursor's value that the connector's file can read.
///
/// Of a value that cannot be read nothing is known, so it moves no mark. When all are so, no run ever gets on: each asks
/// again from where the last one did, and somebody has to know.
public struct CursorReading: Sendable {
    private let rule: CursorRule
    private let slot: Int
    private let zone: TimeZoneRules
    private var example: String?
    private var isReadable = false

    /// The longest example in characters.
    private static let longest = 40

    /// What is to be seen of a connector's runs; nil when it has no cursor.
    public init?(_ definition: ConnectorDefinition, _ plan: RecordPlan) {
        guard let rule = definition.sync.cursor, let slot = plan.cursor else { return nil }
        self.rule = rule
        self.slot = slot
        zone = definition.timezone ?? .utc
    }

    /// Takes note of a page's records, until one can be read.
    public mutating func add(_ page: RecordPage) {
        if isReadable { return }
        for row in 0..<page.count {
            guard let text = page.text(of: page.field(slot, row: row)), text.contains(where: { $0 != " " }) else {
                continue
            }
            if HighWater(text, of: rule, zone: zone) != nil {
                isReadable = true
                return
            }
            if example == nil { example = text }
        }
    }

    /// What a person has to know: there were values, and not one could be read; nil when there is nothing to say.
    public var fault: String? {
        guard !isReadable, let example else { return nil }
        let shown = Excerpt.of(example, atMost: Self.longest)
        return
            "no record has at `\(rule.from)` \(wanted), but for instance \"\(shown)\": the cursor stays where it is, and "
            + "every run asks for the same again; mend `sync.cursor`"
    }

    private var wanted: String {
        switch rule.kind {
        case .datetime(let pattern): "a moment that is written as `\(pattern.source)`"
        case .number: "a number"
        case .text: "a text"
        }
    }
}
