import Dossiers
import Model
import Terminal

/// A lineage on a terminal: a line a field; of one field also who said something else.
struct LineageText {
    /// No cell takes more.
    private static let widestCell = 40
    private static let titles = ["字段", "值", "系统", "记录", "运行", "映射", "规则"]
    private let words: ValueText

    /// The text, each line with its line feed.
    ///
    /// - Parameters:
    ///   - field: the one field that is wanted; nil for all.
    ///   - width: the cells that a line may take.
    static func text(_ lineage: Lineage, field: String?, zone: TimeZoneRules, width: Int) -> String {
        let text = LineageText(words: ValueText(zone: zone))
        let head = "\(lineage.title.zh) \(lineage.id)  第 \(lineage.rev) 版\n\n"
        guard let field else { return head + text.all(lineage.fields, width) }
        guard let one = lineage.field(field) else { return head + "\(field)：没有值，也没有来源\n" }
        return head + text.one(one, width)
    }

    private func all(_ fields: [FieldLineage], _ width: Int) -> String {
        var table = Table(columns: Self.titles)
        for field in fields { table.add(cells(field)) }
        return table.rendered(maxWidth: width)
    }

    private func cells(_ lineage: FieldLineage) -> [String] {
        let field = lineage.field
        return ["\(field.title.zh) \(field.name)", value(field.value, field.unit)] + cells(field.origin)
            + [lineage.choice?.rule ?? (field.value == nil ? LosingCandidate.Fate.dropped.rawValue : "—")]
    }

    /// System, record, run and lines; dashes where they are not known.
    private func cells(_ origin: FieldOrigin?) -> [String] {
        guard let origin else { return ["—", "—", "—", "—"] }
        return [
            origin.system, origin.record, origin.run.map(String.init) ?? "—",
            origin.lines.isEmpty ? "—" : origin.lines.joined(separator: " "),
        ]
    }

    private func value(_ value: DossierValue?, _ unit: String) -> String {
        let text = words.of(value)
        return (text.isEmpty || unit.isEmpty ? text : "\(text) \(unit)").truncated(to: Self.widestCell)
    }

    // MARK: One field

    private func one(_ lineage: FieldLineage, _ width: Int) -> String {
        var lines = ["\(lineage.field.title.zh) \(lineage.field.name)（\(lineage.field.title.en)）"]
        lines += facts(lineage).map { title, text in "\(title.padded(to: 6))\(escapingControls(text))" }
        let losers = losers(lineage)
        let rest = losers.count == 0 ? "" : "\n── 其他说法\n\n" + losers.rendered(maxWidth: width)
        return lines.map { $0 + "\n" }.joined() + rest
    }

    private func facts(_ lineage: FieldLineage) -> [(String, String)] {
        let unit = lineage.field.unit
        let value = words.of(lineage.field.value)
        var facts = [("值", value.isEmpty ? "无" : unit.isEmpty ? value : "\(value) \(unit)")]
        if let origin = lineage.field.origin {
            facts += self.facts(origin)
        } else if lineage.field.value != nil {
            facts.append(("来源", "不详"))
        }
        if let choice = lineage.choice { facts.append(("规则", "\(choice.rule): \(choice.why)")) }
        if let flag = lineage.flag { facts.append(("标记", note(flag))) }
        return facts
    }

    private func facts(_ origin: FieldOrigin) -> [(String, String)] {
        let member = origin.member.isEmpty || origin.member == origin.record ? "" : "（\(origin.member)）"
        let at = origin.at.map { "，\(words.moment($0))" } ?? ""
        var facts = [
            ("系统", "\(origin.system)\(member)"), ("记录", origin.record),
            ("运行", origin.run.map { "\($0)，\(origin.connector)\(at)" } ?? "不详"),
            ("映射", (origin.lines.isEmpty ? "不详" : origin.lines.joined(separator: " ")) + version(origin)),
        ]
        if origin.isHeld { facts.append(("注意", "该记录的新版本未入库，这里是以前的内容")) }
        return facts
    }

    private func version(_ origin: FieldOrigin) -> String { origin.version.isEmpty ? "" : "，版本 \(origin.version)" }

    private func losers(_ lineage: FieldLineage) -> Table {
        var table = Table(columns: ["值", "系统", "记录", "运行", "映射", "结果"])
        for loser in lineage.losers {
            let flag = loser.flag.map { "；\(note($0))" } ?? ""
            table.add([value(loser.value, lineage.field.unit)] + cells(loser.origin) + [loser.fate.words + flag])
        }
        return table
    }

    /// What was noted: the code, and what the source had.
    private func note(_ flag: ValueFlag) -> String { "\(flag.code) \"\(flag.original)\"" }
}
