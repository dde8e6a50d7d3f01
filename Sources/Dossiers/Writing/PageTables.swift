import HTML
import Model

/// The tables of a page.
enum PageTables {
    /// How many columns stand beside each other on A4; what else a row has stands below it.
    private static let mostColumns = 6

    /// Every field of the thing, those without a value too.
    static func facts(_ row: DossierRow, _ words: DossierWords, _ page: inout PageWriter) {
        let tellsOrigins = row.fields.contains { $0.origin != nil }
        if !words.originNote.isEmpty { note(words.originNote, &page) }
        page.begin("table", ["class": "facts"])
        if tellsOrigins { head(["项目", "内容", "来源"], &page) }
        page.begin("tbody")
        for field in row.fields {
            page.begin("tr")
            page.begin("th")
            page.element("span", ["title": field.title.en], field.title.zh)
            page.end()
            let value = words.value(field)
            page.element("td", value.isEmpty ? ["class": "empty"] : [:], value.isEmpty ? "无" : value)
            if tellsOrigins { page.element("td", ["class": "origin"], words.origin(field)) }
            page.end()
        }
        page.end()
        page.end()
    }

    static func keys(_ keys: [SourceKey], _ words: DossierWords, _ page: inout PageWriter) {
        if !words.keyNote.isEmpty { note(words.keyNote, &page) }
        table(["类别", "系统或标识", "编号"], keys.map { [$0.isSystem ? "系统" : "标识", $0.scheme, $0.key] }, &page)
    }

    static func section(_ section: DossierSection, _ words: DossierWords, _ page: inout PageWriter) {
        note(words.count(section), &page)
        guard !section.rows.isEmpty else { return }
        let columns = words.filledColumns(section)
        let (main, rest) = (columns.prefix(mostColumns), columns.dropFirst(mostColumns))
        page.begin("table")
        head(main.map(words.title) + ["编号"], &page)
        page.begin("tbody")
        for row in section.rows {
            page.begin("tr")
            for column in main {
                page.element(
                    "td", column.isNumber ? ["class": "number"] : [:], words.text.of(row.field(column.name)?.value))
            }
            page.begin("td")
            page.write(id(row, words))
            let origins = words.origins(row)
            if !origins.isEmpty { page.element("span", ["class": "origin"], origins) }
            page.end()
            page.end()
            more(row, rest, main.count + 1, words, &page)
        }
        page.end()
        page.end()
    }

    /// What of a row has no column: below it, each value with its title.
    private static func more(
        _ row: DossierRow, _ columns: ArraySlice<DossierColumn>, _ width: Int, _ words: DossierWords,
        _ page: inout PageWriter
    ) {
        let texts = columns.compactMap { column in
            row.field(column.name).flatMap { $0.value == nil ? nil : "\(column.title.zh)：\(words.value($0))" }
        }
        guard !texts.isEmpty else { return }
        page.begin("tr", ["class": "more"])
        page.element("td", ["colspan": "\(width)"], texts.joined(separator: "；"))
        page.end()
    }

    private static func id(_ row: DossierRow, _ words: DossierWords) -> String {
        "\(row.id)" + (row.until.map { "（\(words.text.moment($0)) 起已变更或删除）" } ?? "")
    }

    static func points(_ points: [PointValues], _ words: DossierWords, _ page: inout PageWriter) {
        note(words.pointCount, &page)
        guard !points.isEmpty else { return }
        table(
            ["监测点", "名称", "污染物", "数值", "单位", "标记", "时间", "时段", "来源"], words.pointCells(points), &page)
    }

    static func identity(_ words: DossierWords, _ page: inout PageWriter) {
        table(["系统", "编号", "成员"], words.members(), &page)
        let story = words.story()
        if !story.isEmpty { table(["时间", "事项", "对象", "依据"], story, &page) }
    }

    private static func note(_ text: String, _ page: inout PageWriter) { page.element("p", ["class": "note"], text) }

    private static func table(_ titles: [String], _ rows: [[String]], _ page: inout PageWriter) {
        guard !rows.isEmpty else { return note("无记录", &page) }
        page.begin("table")
        head(titles, &page)
        page.begin("tbody")
        for row in rows {
            page.begin("tr")
            for cell in row { page.element("td", cell) }
            page.end()
        }
        page.end()
        page.end()
    }

    private static func head(_ titles: [String], _ page: inout PageWriter) {
        page.begin("thead")
        page.begin("tr")
        for title in titles { page.element("th", title) }
        page.end()
        page.end()
    }
}
