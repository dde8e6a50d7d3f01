import Diagnostics
import YAML

/// Reads one field: a mapping of keys, or a single path as in `name: $.dwmc`.
struct FieldReader {
    static let origins = ["from", "expr", "const", "ref", "lon"]
    static let keys = [
        "from", "expr", "const", "ref", "lon", "lat", "datum", "when", "split", "clean", "null_if", "type", "date",
        "datetime", "zone", "unit", "to", "codes", "at", "unknown", "check", "default", "on_fail", "optional",
    ]

    func field(_ name: String, _ place: FilePlace, _ value: ConfigValue) -> FieldSyntax? {
        var field = FieldSyntax(name: name, place: place, value: value)
        guard value.isMapping else {
            field.from = value.listOrOne().compactMap { Written($0) }
            return field.from.isEmpty ? nil : field
        }
        guard let reader = value.reader(keys: Self.keys) else { return nil }
        _ = reader.one(of: Self.origins)
        field.from = list(reader.optional("from"))
        field.isOptional = reader.optional("optional")?.bool() ?? false
        field.expression = Written(reader.optional("expr"))
        field.constant = Written(reader.optional("const"))
        field.reference = Written(reader.optional("ref"))
        readPoint(reader, into: &field)
        readText(reader, into: &field)
        readMeaning(reader, into: &field)
        readOutcome(reader, into: &field)
        return field
    }

    private func readPoint(_ reader: ConfigReader, into field: inout FieldSyntax) {
        field.longitude = Written(reader.optional("lon"))
        if field.longitude != nil { field.latitude = Written(reader.required("lat")) }
        if field.longitude == nil, let alone = reader.optional("lat") {
            alone.report(.missingKey, "`lat` without `lon`")
        }
        field.datum = Written(reader.optional("datum"))
    }

    private func readText(_ reader: ConfigReader, into field: inout FieldSyntax) {
        field.when = Written(reader.optional("when"))
        field.split = Written(reader.optional("split"))
        if let clean = reader.optional("clean") { field.clean = list(clean) }
        if let nullIf = reader.optional("null_if") {
            field.nullIf = nullIf.listOrOne().compactMap { $0.text(allowingEmpty: true) }
        }
    }

    private func readMeaning(_ reader: ConfigReader, into field: inout FieldSyntax) {
        field.type = Written(reader.optional("type"))
        field.date = list(reader.optional("date"))
        field.datetime = list(reader.optional("datetime"))
        field.zone = Written(reader.optional("zone"))
        field.unit = Written(reader.optional("unit"))
        field.to = Written(reader.optional("to"))
        field.codes = (reader.optional("codes")?.listOrOne() ?? []).compactMap(codes)
        field.at = Written(reader.optional("at"))
        if let policy: UnknownCodePolicy = reader.optional("unknown")?.choice() { field.unknown = policy }
    }

    private func readOutcome(_ reader: ConfigReader, into field: inout FieldSyntax) {
        field.checks = list(reader.optional("check"))
        field.fallback = Written(reader.optional("default"))
        if let policy: FailurePolicy = reader.optional("on_fail")?.choice() { field.onFail = policy }
        if field.onFail == .useDefault, field.fallback == nil {
            reader.optional("on_fail")?.report(.missingKey, "`on_fail: default` needs the key `default`")
        }
    }

    private func codes(_ value: ConfigValue) -> CodesSyntax? {
        guard value.isMapping else { return Written(value).map { .table($0) } }
        let entries = (value.entries() ?? []).compactMap { entry in
            Written(entry.value).map { (source: entry.name, code: $0) }
        }
        return .inline(entries)
    }

    private func list(_ value: ConfigValue?) -> [Written] {
        value?.listOrOne().compactMap { Written($0) } ?? []
    }
}
