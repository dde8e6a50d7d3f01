import Model

extension TestOutcome {
    /// What became of the record in a few words.
    var summary: String {
        if let filtered { return "the rule `\(filtered)` leaves it out" }
        var parts: [String] = []
        for target in mapping.targets {
            let count = rows(target.name).count
            if count > 0 { parts.append("\(target.name): \(count)") }
        }
        parts += held.map { "\($0.code) \($0.target.isEmpty ? "the record" : $0.target) held" }
        return parts.isEmpty ? "no rows" : parts.joined(separator: ", ")
    }

    /// The fields of a row by name, as tests write them; all that have a value when no names are given.
    func members(_ row: Int, _ names: [String]?) -> [(name: String, value: String)] {
        let entity = entity(row)
        let wanted = names ?? entity.fields.map(\.name)
        return wanted.compactMap { name in
            guard let field = ExpectedValue.field(name, of: entity) else { return nil }
            let text = text(field, row)
            return text == nil && names == nil ? nil : (name, TestText.value(field, text))
        }
    }

    /// A flag on one line of YAML.
    func flow(_ flag: MappedBatch.Flag) -> String {
        let target = mapping.targets[Int(batch.rows[flag.row].target)]
        var members = [(name: "entity", value: TestText.scalar(target.name))]
        if !flag.field.isEmpty { members.append(("field", TestText.scalar(flag.field))) }
        return TestText.flow(members + [("code", flag.code)])
    }

    /// A flag for people.
    func words(_ flag: MappedBatch.Flag) -> String {
        let target = mapping.targets[Int(batch.rows[flag.row].target)].name
        return
            "\(flag.code) \(target)\(flag.field.isEmpty ? "" : "." + flag.field), source \(TestReasons.seen(flag.value))"
    }
}

extension TestText {
    /// Something held on one line of YAML.
    static func flow(_ rejection: MappedBatch.Rejection) -> String {
        let parts = rejection.target.split(separator: ".", maxSplits: 1).map(String.init)
        let names = ["entity", "field"]
        return flow(zip(names, parts).map { ($0, scalar($1)) } + [("code", rejection.code)])
    }
}
