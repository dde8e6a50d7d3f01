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
    var missing: MissingSyntax?
    var key: [Written]?
    var keepsHistory = false
    var deletesAbsent = false
    var each: Written?
    var when: Written?
    var fields: [FieldSyntax] = []
    var children: [TargetSyntax] = []
}

/// What `missing:` says.
struct MissingSyntax {
    /// `stub`, `quarantine` or `defer`; another word is wrong.
    var text: String
    var value: ConfigValue
    var patience = CompiledMapping.Patience()

    static let keys = ["defer", "at_most"]

    init?(_ value: ConfigValue?) {
        guard let value else { return nil }
        self.value = value
        guard value.isMapping else {
            guard let text = value.text() else { return nil }
            self.text = text
            return
        }
        guard let reader = value.reader(keys: Self.keys) else { return nil }
        text = CompiledMapping.Missing.defer.rawValue
        if let longest = reader.required("defer")?.duration() { patience.longest = longest }
        if let most = reader.optional("at_most")?.integer(in: 1...10_000_000) { patience.most = most }
    }
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
    var isOptional = false
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
