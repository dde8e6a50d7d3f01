/// One field of a schedule, as the set of values it allows.
struct CronField {
    private(set) var bits: UInt64 = 0
    private let title: String
    private let range: ClosedRange<Int>
    private let names: [String]
    private let firstName: Int

    init(
        _ text: String, _ title: String, _ range: ClosedRange<Int>, names: [String] = [], firstName: Int = 0
    ) throws(CronSchedule.Fault) {
        self.title = title
        self.range = range
        self.names = names
        self.firstName = firstName
        for part in text.split(separator: ",", omittingEmptySubsequences: false) { try add(String(part)) }
    }

    private mutating func add(_ part: String) throws(CronSchedule.Fault) {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, let first = halves.first else { throw fault(part) }
        let ends = try range(of: first, hasStep: halves.count == 2)
        let step = halves.count == 2 ? Int(halves[1]) ?? 0 : 1
        guard step > 0 else { throw fault(part) }
        for value in stride(from: ends.lowerBound, through: ends.upperBound, by: step) { bits |= 1 << UInt64(value) }
    }

    private func range(of part: String, hasStep: Bool) throws(CronSchedule.Fault) -> ClosedRange<Int> {
        if part == "*" { return range }
        let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard bounds.count <= 2, let low = bounds.first else { throw fault(part) }
        let from = try value(low)
        let to = bounds.count == 2 ? try value(bounds[1]) : hasStep ? range.upperBound : from
        guard from <= to else { throw fault(part) }
        return from...to
    }

    private func value(_ text: String) throws(CronSchedule.Fault) -> Int {
        if let place = names.firstIndex(of: text.lowercased()) { return place + firstName }
        guard let number = Int(text), range.contains(number) else { throw fault(text) }
        return number
    }

    private func fault(_ part: String) -> CronSchedule.Fault {
        CronSchedule.Fault(
            message:
                "`\(part.prefix(40))` is no \(title): write numbers from \(range.lowerBound) to \(range.upperBound), "
                + "lists `1,2`, ranges `1-5` or steps `*/2`")
    }
}
