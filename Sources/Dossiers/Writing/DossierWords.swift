public import Model

/// What is said of a dossier in words, the same on a terminal and on paper.
public struct DossierWords: Sendable {
    private let dossier: Dossier
    /// How values are written.
    public let text: ValueText

    /// Words with the clocks of `zone`.
    public init(_ dossier: Dossier, zone: TimeZoneRules) {
        self.dossier = dossier
        text = ValueText(zone: zone)
    }

    /// As of when the dossier is.
    public var asOf: String {
        dossier.asOf.map { "截至 \(text.exact($0)) 的状况" } ?? "当前状况（\(text.exact(dossier.madeAt))）"
    }

    /// How far the history goes.
    public var reach: String {
        "枢纽的历史始于 \(text.moment(dossier.reach.firstRun))，本档案的对象始见于 \(text.moment(dossier.reach.firstKnown))，"
            + "\(dossier.asOf == nil ? "现为" : "时为")第 \(dossier.source.rev) 版（\(text.moment(dossier.source.at)) 起）"
    }

    /// How many rows a section has, and how many of them are shown.
    public func count(_ section: DossierSection) -> String {
        section.isCut ? "共 \(section.total) 条，列出最新的 \(section.rows.count) 条" : "共 \(section.total) 条"
    }

    /// How many points there are, and how many of them are shown.
    public var pointCount: String {
        dossier.points.count < dossier.pointCount
            ? "共 \(dossier.pointCount) 个监测点，列出 \(dossier.points.count) 个" : "共 \(dossier.pointCount) 个监测点"
    }

    /// What systems' keys are said of a moment that is past: the store keeps no time of them.
    public var keyNote: String { dossier.asOf == nil ? "" : "标识不留历史，以下为现在的标识" }

    /// A column's title with its unit.
    public func title(_ column: DossierColumn) -> String {
        column.unit.isEmpty ? column.title.zh : "\(column.title.zh)（\(column.unit)）"
    }

    /// A field's value with its unit.
    public func value(_ field: DossierField) -> String {
        let value = text.of(field.value)
        return value.isEmpty || field.unit.isEmpty ? value : "\(value) \(field.unit)"
    }

    /// Who said what a field holds; empty when that is not known.
    public func origin(_ field: DossierField) -> String {
        guard let origin = field.origin else { return "" }
        let run = origin.run.map { "运行 \($0)" } ?? "运行不详：记录的新版本未入库"
        return (["\(origin.system) \(origin.record)", run] + origin.lines).joined(separator: "，")
    }

    /// The same in short: the system and the key of its record.
    public func briefOrigin(_ field: DossierField) -> String {
        field.origin.map { "\($0.system) \($0.record)" } ?? ""
    }

    /// Who said what stands in a row: each system's record once.
    public func origins(_ row: DossierRow) -> String {
        var told: [String] = []
        for brief in row.fields.map(briefOrigin) where !brief.isEmpty && !told.contains(brief) { told.append(brief) }
        return told.count > 3 ? told.prefix(3).joined(separator: "、") + "等" : told.joined(separator: "、")
    }

    /// What origins are said of a moment that is past: the store keeps none of what was replaced.
    public var originNote: String { dossier.asOf == nil ? "" : "来源只列至今未变的内容" }

    /// The columns of a section that some of its rows have a value in.
    public func filledColumns(_ section: DossierSection) -> [DossierColumn] {
        let filled = Set(section.rows.flatMap { row in row.fields.filter { $0.value != nil }.map(\.name) })
        return section.columns.filter { filled.contains($0.name) }
    }

    /// The values of points, a line each; a point without values has one line.
    public func pointCells(_ points: [PointValues]) -> [[String]] {
        points.flatMap { point in
            let values = point.values.map { value in
                [
                    point.code, point.name, value.label?.zh ?? value.pollutant, value.value ?? "", value.unit,
                    value.flag, text.moment(value.time), value.periodLabel?.zh ?? value.period,
                    point.origin == .device ? "在线设备" : "监测数据",
                ]
            }
            return values.isEmpty ? [[point.code, point.name, "无数据", "", "", "", "", "", ""]] : values
        }
    }

    /// Who makes the thing up, a line each.
    public func members() -> [[String]] {
        dossier.identity.members.map { [$0.system, $0.key, "\($0.id)"] }
    }

    /// What happened to a thing's members, a line each.
    public func story() -> [[String]] {
        let identity = dossier.identity
        let moves = identity.regroupings.map { change in
            let from = change.from.map { "自 \($0) " } ?? ""
            let why = change.decision.map { "人工决定 \($0)" } ?? "\(change.rule)，\((change.bits * 10).rounded() / 10) bits"
            let other = change.other.map { "，依据 \(name($0))" } ?? ""
            return (
                change.at, [text.moment(change.at), "归并", "\(name(change.member)) \(from)归入 \(change.to)", why + other]
            )
        }
        let decisions = identity.decisions.map { decision in
            let members = decision.members.map(name).joined(separator: "、")
            let undone = decision.undone.map { "；\(text.moment($0.at)) 由 \($0.who) 撤销：\($0.why)" } ?? ""
            return (
                decision.at,
                [
                    text.moment(decision.at), kind(decision.kind), members,
                    "\(decision.who)：\(decision.why)\(undone)（决定 \(decision.number)）",
                ]
            )
        }
        let merged = identity.merged.map {
            ($0.at, [text.moment($0.at), "并入", "\($0.id) 并入 \(dossier.source.id)", ""])
        }
        return (moves + decisions + merged).sorted { $0.0 > $1.0 }.map(\.1)
    }

    private func name(_ member: IdentityStory.Member) -> String {
        member.system.isEmpty ? "\(member.id)" : "\(member.system) \(member.key)"
    }

    private func kind(_ kind: String) -> String {
        ["same": "判为同一", "different": "判为不同", "pin": "固定"][kind] ?? kind
    }
}
