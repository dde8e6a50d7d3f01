import Dossiers
import Model
import Terminal

/// A dossier on a terminal: a heading and a table for each section, in the width that there is.
struct DossierText {
    /// No cell of a table takes more.
    private static let widestCell = 28
    private let dossier: Dossier
    private let words: DossierWords
    private let width: Int
    private var lines: [String] = []

    /// The text, each line with its line feed.
    ///
    /// - Parameter width: the cells that a line may take.
    static func text(_ dossier: Dossier, zone: TimeZoneRules, width: Int) -> String {
        var text = DossierText(dossier: dossier, words: DossierWords(dossier, zone: zone), width: width)
        text.write()
        return text.lines.map { $0 + "\n" }.joined()
    }

    private init(dossier: Dossier, words: DossierWords, width: Int) {
        self.dossier = dossier
        self.words = words
        self.width = width
    }

    private mutating func write() {
        lines.append(escapingControls(dossier.name))
        lines.append("\(dossier.title.zh) \(dossier.source.id)  \(words.asOf)")
        lines += words.reach.wrapped(to: width)
        if dossier.parts.contains("facts") { writeFacts() }
        if dossier.parts.contains("keys") {
            head("各系统编号与标识", words.keyNote)
            let rows = dossier.keys.map { [$0.isSystem ? "系统" : "标识", $0.scheme, $0.key] }
            table(["类别", "系统或标识", "编号"], rows)
        }
        for section in dossier.sections where section.total > 0 { write(section) }
        let empty = dossier.sections.filter { $0.total == 0 }.map(\.title.zh)
        if !empty.isEmpty { lines += [""] + ("没有记录的：" + empty.joined(separator: "、")).wrapped(to: width) }
        if dossier.parts.contains("points") {
            head("监测点最新数据", words.pointCount)
            table(
                ["监测点", "名称", "污染物", "数值", "单位", "标记", "时间", "时段", "来源"], words.pointCells(dossier.points), number: 3)
        }
        if dossier.parts.contains("identity") {
            head("归并依据与历史")
            table(["系统", "编号", "成员"], words.members())
            let story = words.story()
            if !story.isEmpty {
                lines.append("")
                table(["时间", "事项", "对象", "依据"], story)
            }
        }
    }

    private mutating func head(_ title: String, _ note: String = "") {
        lines += ["", "── " + title + (note.isEmpty ? "" : "  " + note), ""]
    }

    private mutating func writeFacts() {
        head("基本信息", words.originNote)
        let filled = dossier.source.fields.filter { $0.value != nil }
        let left = filled.map { DisplayWidth.of($0.title.zh) }.max() ?? 0
        for field in filled {
            let room = max(width - left - 2, 20)
            for (index, line) in valueLines(field, room).enumerated() {
                lines.append((index == 0 ? field.title.zh : "").padded(to: left + 2) + line)
            }
        }
        let empty = dossier.source.fields.filter { $0.value == nil }.map(\.title.zh)
        if !empty.isEmpty { lines += ("没有的：" + empty.joined(separator: "、")).wrapped(to: width) }
    }

    /// A value, and in short who said it: behind it where there is room, else below.
    private func valueLines(_ field: DossierField, _ room: Int) -> [String] {
        var value = escapingControls(words.value(field)).wrapped(to: room)
        let brief = words.briefOrigin(field)
        guard !brief.isEmpty, let last = value.last else { return value }
        let said = "← " + escapingControls(brief)
        guard DisplayWidth.of(last) + 2 + DisplayWidth.of(said) <= room else { return value + said.wrapped(to: room) }
        value[value.count - 1] = last + "  " + said
        return value
    }

    private mutating func write(_ section: DossierSection) {
        head(section.title.zh, words.count(section))
        let columns = words.filledColumns(section)
        var table = [cells(of: section)] + columns.map { cells(of: $0, section) }
        let origins = section.rows.map { escapingControls(words.origins($0)).truncated(to: Self.widestCell) }
        let all = table.count
        if origins.contains(where: { !$0.isEmpty }) {
            table.append(Cells(title: "来源", cells: origins, isNumber: false))
        }
        // The first columns of the schema say most; what does not fit beside them is in the other outputs.
        while table.count > 2, table.map(\.width).reduce(2 * table.count - 2, +) > width { table.removeLast() }
        var shown = Table(columns: table.map(\.title), alignments: table.map { $0.isNumber ? .right : .left })
        for row in section.rows.indices { shown.add(table.map { $0.cells[row] }) }
        add(shown)
        if table.count < all { lines.append("另有 \(all - table.count) 列，--json 和 --html 全部列出") }
    }

    /// A column as it is shown.
    private struct Cells {
        let title: String
        let cells: [String]
        let isNumber: Bool
        var width: Int { cells.map { DisplayWidth.of($0) }.max().map { max($0, DisplayWidth.of(title)) } ?? 0 }
    }

    private func cells(of section: DossierSection) -> Cells {
        Cells(title: "编号", cells: section.rows.map { "\($0.id)" }, isNumber: false)
    }

    private func cells(of column: DossierColumn, _ section: DossierSection) -> Cells {
        let texts = section.rows.map { row in
            escapingControls(words.text.of(row.field(column.name)?.value)).truncated(to: Self.widestCell)
        }
        return Cells(title: words.title(column), cells: texts, isNumber: column.isNumber)
    }

    private mutating func table(_ titles: [String], _ rows: [[String]], number: Int? = nil) {
        guard !rows.isEmpty else { return lines.append("无记录") }
        var table = Table(columns: titles, alignments: titles.indices.map { $0 == number ? .right : .left })
        for row in rows { table.add(row) }
        add(table)
    }

    private mutating func add(_ table: Table) {
        lines += table.rendered(maxWidth: width).split(separator: "\n").map(String.init)
    }
}
