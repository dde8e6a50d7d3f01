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
    private var isKept: [Bool] = []
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

    /// The place at which a path is counted; nil when there are too many.
    public mutating func place(of path: String) -> Int? {
        if let place = places[path] { return place }
        guard fields.count < Self.mostFields, bytes + path.utf8.count <= Self.mostBytes else {
            hasMore = true
            return nil
        }
        bytes += path.utf8.count
        places[path] = fields.count
        fields.append(SampleProfile.Field())
        isKept.append(keeps.contains(path))
        return fields.count - 1
    }

    /// Counts a text at a place.
    public mutating func add(_ text: Span<UInt8>, at place: Int) {
        add(SampleVote(text), at: place)
        guard isKept[place], text.count > 0 else { return }
        guard text.count <= Self.longestValue else {
            fields[place].hasMore = true
            return
        }
        keep(unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }, at: place)
    }

    /// Counts something without a text.
    public mutating func add(_ vote: SampleVote, at place: Int) {
        fields[place].count += 1
        fields[place].votes[vote, default: 0] += 1
    }

    private mutating func keep(_ text: String, at place: Int) {
        if let known = fields[place].values[text] {
            fields[place].values[text] = known + 1
        } else if fields[place].values.count < Self.mostValues, bytes + text.utf8.count <= Self.mostBytes {
            fields[place].values[text] = 1
            bytes += text.utf8.count
        } else {
            fields[place].hasMore = true
        }
    }
}

extension SampleBuilder {
    /// Counts a text at a path.
    public mutating func add(_ path: String, text: String) {
        if let place = place(of: path) { add(Array(text.utf8).span, at: place) }
    }

    /// Counts something without a text at a path.
    public mutating func add(_ path: String, _ vote: SampleVote) {
        if let place = place(of: path) { add(vote, at: place) }
    }
}
