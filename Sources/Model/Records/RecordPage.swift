/// A page of source records, decoded: the bytes as they came, and where in them every wanted value lies.
///
/// The connector fills it, the mapping reads it. Memory is bounded by the page: `bytes` holds the page (and, behind it,
/// the few values that had to be rewritten, such as unescaped quotes), `scopes` holds eight bytes a value.
///
///     record r, slot s of scope 0:  scopes[0].fields[r * slotCount + s]
///     rows of scope 1 in parent row p:  scopes[1].starts[p] ..< scopes[1].starts[p + 1]
public struct RecordPage: Sendable {
    /// The rows of one scope of the shape.
    public struct Scope: Sendable {
        /// How many values a row has.
        public let slotCount: Int
        /// The values, row by row.
        public var fields: [FieldSlice] = []
        /// For a child scope: where the rows of each parent row start, one more than there are parent rows. Empty for
        /// scope 0.
        public var starts: [UInt32] = []
        /// How many rows there are.
        public var rowCount = 0

        /// An empty scope.
        public init(slotCount: Int) {
            self.slotCount = slotCount
        }
    }

    /// Where a record lies in the page and in its source.
    public struct Place: Sendable, Equatable {
        /// The first byte of the raw record in ``RecordPage/bytes``.
        public var offset: UInt32
        /// The raw record's length in bytes.
        public var length: UInt32
        /// The record's number in the page, from 1, or in the file for files.
        public var item: UInt32
        /// The line in the file or body where the record starts, from 1; 0 where lines mean nothing.
        public var line: UInt32

        /// A place.
        public init(offset: Int, length: Int, item: Int, line: Int = 0) {
            self.offset = UInt32(truncatingIfNeeded: offset)
            self.length = UInt32(truncatingIfNeeded: length)
            self.item = UInt32(truncatingIfNeeded: item)
            self.line = UInt32(truncatingIfNeeded: line)
        }
    }

    /// A record that could not be decoded. It is counted as read and goes to quarantine with its raw bytes.
    public struct Fault: Sendable, Equatable {
        /// Where it is.
        public var place: Place
        /// A stable code, such as `R1001`.
        public var code: String
        /// What is wrong, for people.
        public var message: String

        /// A fault.
        public init(place: Place, code: String, message: String) {
            self.place = place
            self.code = code
            self.message = message
        }
    }

    /// The page as it came (after decoding to UTF-8), then rewritten values.
    public var bytes: [UInt8] = []
    /// One for each scope of the shape, in its order. `scopes[0]` has one row for each of `places`.
    public var scopes: [Scope]
    /// Where each record lies.
    public var places: [Place] = []
    /// Records of this page that could not be decoded.
    public var faults: [Fault] = []
    /// What the page is called for people: `outlets.csv`, `page 3`.
    public var name = ""
    /// A hash of what the bytes of a record do not say of its meaning, such as the header line of a CSV. Two records
    /// with equal bytes and equal layouts mean the same.
    public var layout: UInt64 = 0

    /// Fields that the source has and nobody asks for, at most ``mostUnknownFields``: of a table its columns, of JSON the
    /// members of the first record, of XML the elements and attributes of all.
    public var unknownFields: [String] = []
    /// How many names ``unknownFields`` holds at most.
    public static let mostUnknownFields = 200

    /// The slots of scope 0 whose columns a table does not have; of other sources nobody knows before the records are read.
    public var missingColumns: [Int] = []

    /// An empty page of `shape`.
    public init(shape: RecordShape) {
        scopes = shape.scopes.map { Scope(slotCount: $0.paths.count) }
    }

    /// How many records were decoded.
    public var count: Int { places.count }

    /// The value in `slot` of `row` of `scope`.
    @inline(__always) public func field(_ slot: Int, row: Int, scope: Int = 0) -> FieldSlice {
        scopes[scope].fields[row * scopes[scope].slotCount + slot]
    }

    /// The text of a value; for the slow paths only. Nil when there is none.
    public func text(of slice: FieldSlice) -> String? {
        slice.isPresent ? String(decoding: bytes[slice.range], as: UTF8.self) : nil
    }

    /// The raw bytes of record `index`.
    public func raw(_ index: Int) -> ArraySlice<UInt8> {
        raw(places[index])
    }

    /// The raw bytes at `place`.
    public func raw(_ place: Place) -> ArraySlice<UInt8> {
        bytes[Int(place.offset)..<Int(place.offset) + Int(place.length)]
    }
}
