import Diagnostics

/// A mapping file as written.
struct MappingSyntax {
    var name: Written?
    var title = ""
    var uses: [Written] = []
    var definitions: [(name: String, expression: Written)] = []
    var rules: [(name: String, condition: Written)] = []
    var cleanDefaults: [Written] = []
    var nullDefaults: [String] = []
    var targets: [TargetSyntax] = []
    var checks: [CheckSyntax] = []
    /// `tests:`, which are read when the entities are known.
    var tests: ConfigValue?
    var ignored: [Written] = []
}

/// An entity under `to:` or `children:`.
struct TargetSyntax {
    var name: String
    var place: FilePlace
    var value: ConfigValue
    var entity: Written?
    var isReference = false
    var missing: Written?
    var key: [Written]?
    var keepsHistory = false
    var deletesAbsent = false
    var each: Written?
    var when: Written?
    var fields: [FieldSyntax] = []
    var children: [TargetSyntax] = []
}

/// What `unknown:` says of a code that the table does not have.
enum UnknownCodePolicy: String, CaseIterable {
    case quarantine
    case keepAndFlag = "keep+flag"
    case nullAndFlag = "null+flag"
}

/// What `on_fail:` says of a value that cannot be used.
enum FailurePolicy: String, CaseIterable {
    case quarantine
    case nullAndFlag = "null+flag"
    case keepAndFlag = "keep+flag"
    case useDefault = "default"
    case failRun = "fail_run"
}

/// One part of `codes:`: a table, or codes written in place.
enum CodesSyntax {
    case table(Written)
    case inline([(source: String, code: Written)])
}

/// A field of an entity.
struct FieldSyntax {
    var name: String
    var place: FilePlace
    var value: ConfigValue
    var from: [Written] = []
    var expression: Written?
    var constant: Written?
    var reference: Written?
    var longitude: Written?
    var latitude: Written?
    var datum: Written?
    var split: Written?
    var clean: [Written]?
    var nullIf: [String]?
    var type: Written?
    var date: [Written] = []
    var datetime: [Written] = []
    var zone: Written?
    var unit: Written?
    var to: Written?
    var codes: [CodesSyntax] = []
    var at: Written?
    var unknown = UnknownCodePolicy.quarantine
    var checks: [Written] = []
    var fallback: Written?
    var onFail = FailurePolicy.quarantine
    var when: Written?
}

/// One of `checks:`.
struct CheckSyntax {
    var condition: Written
    var name: String
    var isWarning: Bool
}
