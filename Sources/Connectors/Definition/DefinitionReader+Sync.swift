import Diagnostics
import Model

extension DefinitionReader {
    /// The rules of `sync:`, and the paths in it that are to be checked.
    func syncRules() -> (rules: SyncRules, paths: [PathText]) {
        var rules = SyncRules(
            mode: .snapshot, cursor: nil, lag: .zero, deletes: .none,
            reconcile: .init(every: nil, maxAbsent: 0.02), schedule: nil)
        guard let reader = root.required("sync")?.reader(keys: commonConnectorKeys["sync"] ?? []) else {
            return (rules, [])
        }
        var paths: [PathText] = []
        rules.mode = reader.required("mode")?.choice() ?? rules.mode
        rules.cursor = cursor(reader, mode: rules.mode, paths: &paths)
        rules.lag = reader.optional("lag")?.duration() ?? .zero
        rules.deletes = deletes(reader, paths: &paths)
        rules.reconcile = reconcile(reader)
        rules.schedule = schedule(reader)
        checkDeletes(rules, reader)
        return (rules, paths)
    }

    private func cursor(_ sync: ConfigReader, mode: SyncRules.Mode, paths: inout [PathText]) -> CursorRule? {
        guard let reader = section("cursor", of: sync, keys: commonConnectorKeys["sync.cursor"] ?? []) else {
            return nil
        }
        if mode == .snapshot {
            sync.value.report(
                .conflictingKeys, "a snapshot has no cursor", at: sync.keyLocation("cursor")?.range,
                help: ["delete `cursor`, or write `mode: incremental`"])
        }
        let from = path(reader.required("from"))
        if let from { paths.append(from) }
        let kind = cursorKind(reader)
        let format = reader.optional("format").flatMap { pattern($0) }
        let start = reader.optional("start")?.text(allowingEmpty: true) ?? ""
        guard let from, let kind else { return nil }
        let rule = CursorRule(from: from.text, kind: kind, start: start, format: format)
        if let value = reader.optional("start"), !start.isEmpty, HighWater(start, of: rule, zone: .utc) == nil {
            value.reportInvalid("a value of this cursor", help: "write it as the records do, or as `2020-01-01`")
        }
        return rule
    }

    private func cursorKind(_ reader: ConfigReader) -> CursorRule.Kind? {
        guard let (key, value) = reader.one(of: ["datetime", "number", "text"]) else { return nil }
        if key == "datetime" { return pattern(value).map { .datetime($0) } }
        guard value.bool() == true else { return nil }
        return key == "number" ? .number : .text
    }

    /// A date pattern.
    func pattern(_ value: ConfigValue) -> DatePattern? {
        guard let text = value.text() else { return nil }
        do throws(DatePatternFault) {
            let pattern = try DatePattern(text)
            if pattern.hasDate { return pattern }
            value.reportInvalid("a pattern of a date", help: "write for instance `yyyy-MM-dd HH:mm:ss`")
        } catch {
            value.report(.invalidValue, "\(error)", help: ["write for instance `yyyy-MM-dd HH:mm:ss`"])
        }
        return nil
    }

    private func deletes(_ sync: ConfigReader, paths: inout [PathText]) -> SyncRules.Deletes {
        guard let value = sync.required("deletes") else { return .none }
        guard value.isMapping else {
            guard let word = value.choice(of: ["snapshot", "none"]) else { return .none }
            return word == "snapshot" ? .snapshot : .none
        }
        guard let flag = value.reader(keys: commonConnectorKeys["sync.deletes"] ?? [])?.required("flag"),
            let condition = condition(flag)
        else { return .none }
        guard let membership = condition.membership else {
            flag.reportInvalid(
                "a delete flag", help: "a flag is one path with its values: `$.zt == \"9\"` or `$.zt in [\"8\", \"9\"]`"
            )
            return .none
        }
        paths.append(PathText(text: membership.path, value: flag))
        return .flag(path: membership.path, values: membership.values)
    }

    private func reconcile(_ sync: ConfigReader) -> SyncRules.Reconcile {
        let reader = section("reconcile", of: sync, keys: commonConnectorKeys["sync.reconcile"] ?? [])
        return SyncRules.Reconcile(
            every: positive(reader?.optional("every")), maxAbsent: reader?.optional("max_absent")?.percentage() ?? 0.02)
    }

    private func schedule(_ sync: ConfigReader) -> SyncRules.Schedule? {
        let keys = commonConnectorKeys["sync.schedule"] ?? []
        guard let reader = section("schedule", of: sync, keys: keys) else { return nil }
        let cron = reader.required("cron")?.text()
        let missed: SyncRules.Schedule.Missed = reader.optional("missed")?.choice() ?? .once
        let overlap: SyncRules.Schedule.Overlap = reader.optional("overlap")?.choice() ?? .skip
        return cron.map { SyncRules.Schedule(cron: $0, missed: missed, overlap: overlap) }
    }

    /// What goes together and what does not.
    private func checkDeletes(_ rules: SyncRules, _ sync: ConfigReader) {
        if rules.mode == .incremental, rules.deletes == .snapshot, rules.reconcile.every == nil {
            sync.value.report(
                .conflictingKeys, "an incremental pull never sees what is absent",
                at: sync.keyLocation("deletes")?.range,
                help: ["add `reconcile: { every: 30d, max_absent: 2% }`, or write `deletes: none` or a flag"])
        }
        if rules.deletes != .snapshot, let place = sync.keyLocation("reconcile") {
            sync.value.report(
                .conflictingKeys, "`reconcile` deletes what is absent, and `deletes` says otherwise", at: place.range,
                help: ["write `deletes: snapshot`, or delete `reconcile`"])
        }
    }
}
