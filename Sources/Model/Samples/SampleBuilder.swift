/// Counts what records have, within limits: a profile is small whatever the source writes.
public struct SampleBuilder: Sendable {
    /// The most distinct values kept of a path.
    public static let mostValues = 50
    /// The most paths.
    public static let mostFields = 500
    /// The longest value kept, in bytes: codes, units and dates are short, other texts are not wanted.
    public static let longestValue = 64
    /// The most bytes of values and paths together.
    public static let mostBytes = 256 << 10

    /// How many records were counted.
    public private(set) var records = 0
    private var places: [String: Int] = [:]
    private var fields: [SampleProfile.Field] = []
    private var hasMore = false
    private let keeps: Set<String>
    private var bytes = 0

    /// Values are kept only of the paths `keeps`.
    public init(keeping keeps: Set<String>) {
        self.keeps = keeps
    }

    /// Counts a record.
    public mutating func addRecord() { records += 1 }

    /// What was counted.
    public var profile: SampleProfile {
        var profile = SampleProfile()
        profile.records = records
        profile.fields = places.mapValues { fields[$0] }
        profile.hasMore = hasMore
        return profile
    }

    /// Counts a text at a path.
    public mutating func add(_ path: String, text: String) {
        guard let place = count(path, SampleVote(text)), !text.isEmpty, keeps.contains(path) else { return }
        if fields[place].values[text] != nil {
            fields[place].values[text]? += 1
        } else if fields[place].values.count < Self.mostValues, text.utf8.count <= Self.longestValue,
            bytes + text.utf8.count <= Self.mostBytes
        {
            fields[place].values[text] = 1
            bytes += text.utf8.count
        } else {
            fields[place].hasMore = true
        }
    }

    /// Counts something without a text.
    public mutating func add(_ path: String, _ vote: SampleVote) { _ = count(path, vote) }

    private mutating func count(_ path: String, _ vote: SampleVote) -> Int? {
        let place = places[path] ?? fields.count
        if place == fields.count {
            guard fields.count < Self.mostFields, bytes + path.utf8.count <= Self.mostBytes else {
                hasMore = true
                return nil
            }
            places[path] = place
            fields.append(SampleProfile.Field())
            bytes += path.utf8.count
        }
        fields[place].count += 1
        fields[place].votes[vote, default: 0] += 1
        return place
    }
}
