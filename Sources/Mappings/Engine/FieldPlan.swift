import Diagnostics
import Model

/// The part of a compiled field that every row needs, without references: the loop copies it freely.
struct FieldOp: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt16
        /// Blanks at both ends go away.
        static let trims = Flags(rawValue: 1)
        /// Cleaning steps other than trimming.
        static let cleans = Flags(rawValue: 2)
        static let hasNullIf = Flags(rawValue: 4)
        static let isRequired = Flags(rawValue: 8)
        static let hasDefault = Flags(rawValue: 16)
        /// Identifier checks, ranges or regions.
        static let hasChecks = Flags(rawValue: 32)
        static let hasCodes = Flags(rawValue: 64)
        /// A unit to convert from.
        static let hasUnit = Flags(rawValue: 128)
        /// Anything but the text of one slot: several paths, an expression, a constant, a point, a list.
        static let isSpecial = Flags(rawValue: 256)
        /// Codes of a day.
        static let hasDay = Flags(rawValue: 512)
    }

    var column = 0
    var slot = SlotRef(scope: 0, slot: 0)
    var type = FieldKind.text
    var flags: Flags = []
    /// The longest text in characters.
    var longest = Int.max
    /// The index of the rest in the plan's details.
    var detail = 0
}

/// ``FieldType`` without what it refers to.
enum FieldKind: UInt8, Sendable {
    case text, integer, decimal, bool, date, datetime, code, reference, point, list
}

/// Where the value of a special field comes from.
enum FieldOrigin: Sendable {
    case slots([SlotRef])
    case expression(ExprNode, ExprType)
    case constant(PreparedValue)
    /// The row of another entity of the mapping.
    case row(target: Int)
    case point(longitude: SlotRef, latitude: SlotRef, Datum)
}

/// A check of a value.
enum CheckPlan: Sendable {
    case identifier(IdentifierCheck)
    case range(DecimalValue?, DecimalValue?, String)
    case region(BoundingBox)
}

/// The rest of a compiled field.
final class FieldPlan: Sendable {
    /// What a field is made of; filled by the compiler.
    struct Parts: Sendable {
        var name = ""
        var entity = ""
        var origin = FieldOrigin.slots([])
        var path = ""
        /// Where the file reads each of the slots of ``origin``; for `check` alone.
        var places: [FilePlace] = []
        /// Where the file reads the unit.
        var unitPlace: FilePlace?
        var line = 0
        var fileColumn = 0
        var when: ExprNode?
        var separator: [UInt8] = []
        var cleaners: [Cleaner] = []
        var nullIf: [[UInt8]] = []
        var patterns: [DatePattern] = []
        var zone: TimeZoneRules?
        var conversion: UnitConversion?
        var unitChoice: UnitChoice?
        var codes: CodeLookup?
        /// The day on which the rows of the code tables must hold.
        var day: ExprNode?
        var unknown = UnknownCodePolicy.quarantine
        var checks: [CheckPlan] = []
        var range: ClosedRange<Double>?
        var fallback: PreparedValue?
        var onFail = FailurePolicy.quarantine
    }

    let parts: Parts

    init(_ parts: Parts) {
        self.parts = parts
    }
}
