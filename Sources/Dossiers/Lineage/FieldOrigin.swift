/// Who said what a field holds.
public struct FieldOrigin: Sendable, Equatable {
    /// The system's name.
    public let system: String
    /// The key of its record there.
    public let record: String
    /// What the system calls the thing; empty where a row has no name of its own there.
    public let member: String
    /// The connector that brought the record.
    public let connector: String
    /// The run that brought the record as it is; nil when that is not known any more (``isHeld``).
    public let run: Int64?
    /// When, in milliseconds; nil with ``run``.
    public let at: Int64?
    /// The version of the mapping by which it was read; empty when that is not known.
    public let version: String
    /// Where that version makes the field, such as `mappings/discharge-permit.yaml:31:7`: of several places that may have made it
    /// all. Empty when that is not known.
    public let lines: [String]
    /// Whether a newer version of the record was held or waits: what is told is of the version before.
    public let isHeld: Bool

    /// An origin.
    public init(
        system: String, record: String, member: String = "", connector: String = "", run: Int64?, at: Int64? = nil,
        version: String = "", lines: [String], isHeld: Bool = false
    ) {
        self.system = system
        self.record = record
        self.member = member
        self.connector = connector
        self.run = run
        self.at = at
        self.version = version
        self.lines = lines
        self.isHeld = isHeld
    }
}
