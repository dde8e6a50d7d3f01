import HTML
import Model
import Testing
import XML

@testable import Dossiers

/// The page to be printed.
@Suite("Pages of dossiers") struct PageTests {
    private static let zone = TimeZoneRules(named: "Asia/Shanghai") ?? .utc

    private func page(_ store: MadeUpStore, asOf hours: Int? = nil, sections: Set<String>? = nil) throws -> String {
        DossierPage.html(try store.dossier(1, asOf: hours, sections: sections), zone: Self.zone)
    }

    /// The page as a tree: it is XML, but for its first line.
    private func tree(_ html: String) throws -> XMLPage {
        let lines = html.split(separator: "\n", maxSplits: 1)
        #expect(lines[0] == "<!DOCTYPE html>")
        return try XMLPage(Array(lines[1].utf8))
    }

    private func texts(_ path: String, _ page: XMLPage) throws -> [String] {
        try page.nodes(for: XPathExpression(path), from: page.root).map { page.text(of: $0) }
    }

    private func rich() throws -> MadeUpStore {
        let store = try MadeUpStore()
        try store.put(
            "pollution_source", 1, since: 1,
            ["local_code": "A1", "name": "清远市宏祥陶瓷有限公司", "level": "key", "area": 12.5, "legal_person": "谢某"])
        try store.put("pollution_source", 2, ["local_code": "A2", "name": "处置厂"])
        try store.put(
            "waste_transfer", 21,
            ["manifest_no": "M1", "source": 1, "receiver": 2, "mass": 1.5, "sent_at": MadeUpStore.time(2)])
        try store.put("monitoring_point", 11, ["code": "MN1", "name": "总排口", "source": 1])
        return store
    }

    @Test("It is sound XML in UTF-8 with a heading and a link for every section")
    func sound() throws {
        let page = try tree(try page(try rich()))
        #expect(try texts("/html/body/header/h1", page) == ["清远市宏祥陶瓷有限公司"])
        #expect(try texts("/html/@lang", page) == ["zh-CN"] && texts("/html/head/meta/@charset", page) == ["utf-8"])
        let links = try texts("//nav//a/@href", page)
        #expect(links.map { String($0.dropFirst()) } == (try texts("//section/@id", page)) && links.count == 9)
        #expect(try texts("//nav//a", page).prefix(4) == ["基本信息", "各系统编号与标识", "排放口（0）", "危险废物转移联单（移出单位）（1）"])
        #expect(try texts("//section[@id='facts']//tr[th='管理类别']/td", page) == ["重点管理"])
        #expect(try texts("//section[@id='facts']//tr[th='占地面积']/td", page) == ["12.5 m2"])
        #expect(try texts("//section[@id='facts']//tr[th='地理坐标']/td", page) == ["无"])
        #expect(
            try texts("//section[@id='waste_transfer.source']//tbody/tr/td", page) == [
                "M1", "处置厂（\(MadeUpStore.id(2))）", "1.5", "2026-01-01 10:00:00", "\(MadeUpStore.id(21, "wt"))",
            ])
        #expect(try texts("//section[@id='waste_transfer.source']//thead//th", page)[2] == "移出量（t）")
    }

    @Test("Nothing from outside and no script; it prints on A4")
    func alone() throws {
        let html = try page(try rich())
        for word in ["<script", "http:", "https:", "src=", "@import", "url(", "<link", "<iframe"] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(try tree(html).allAttributes.allSatisfy { !$0.hasPrefix("on") && $0 != "style" })
        for rule in ["size: A4", "break-after: avoid", "break-inside: avoid", "table-header-group", "@media print"] {
            #expect(html.contains(rule))
        }
        #expect(html.contains("default-src &#39;none&#39;"))
    }

    @Test("Of when it is and when it was printed stands on it")
    func times() throws {
        let store = try rich()
        let now = try tree(try page(store))
        #expect(try texts("//p[@class='printed']", now) == ["打印日期：2026-02-12"])
        #expect(try texts("//p[@class='as-of']", now)[0].contains("当前状况"))
        let then = try tree(try page(store, asOf: 4))
        #expect(try texts("//p[@class='as-of']", then) == ["档案时点：截至 2026-01-01 12:00:00+08:00 的状况"])
        #expect(try texts("//section[@id='keys']/p", then)[0].contains("不留历史"))
    }

    @Test(
        "Whatever stands in the data is text",
        arguments: [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a & b &amp; &#60;", "' onload='x",
            "</style></td>",
            "]]>", "<!-- x -->", "𠮷野家", "😀",
        ])
    func escaping(_ text: String) throws {
        let store = try MadeUpStore()
        try store.put("pollution_source", 1, ["local_code": "A1", "name": text, "legal_person": text])
        try store.put("outlet", 11, ["source": 1, "code": text, "note": text])
        try store.put("monitoring_point", 12, ["code": text, "name": text, "source": 1])
        let html = try page(store)
        let page = try tree(html)
        #expect(
            try texts("/html/body/header/h1", page) == [text] && texts("/html/head/title", page) == ["一企一档：" + text])
        #expect(try texts("//section[@id='outlet']//tbody/tr/td", page) == [text, text, "\(MadeUpStore.id(11, "ol"))"])
        #expect(!html.contains("<script") && !html.contains("<img"))
    }

    @Test("Controls and marks that turn the direction are shown as what they are; lines break")
    func controls() throws {
        let store = try MadeUpStore()
        try store.put(
            "pollution_source", 1, ["local_code": "A1", "name": "一\u{202e}厂\u{1}\u{fffe}", "legal_person": "甲\n乙"])
        let html = try page(store)
        let page = try tree(html)
        #expect(try texts("/html/body/header/h1", page) == ["一\\u{202e}厂\\u{1}\u{fffd}"])
        #expect(html.contains("甲<br/>乙"))
    }

    @Test("Who said what a field holds has a column where that is known")
    func origins() throws {
        let dossier = try rich().dossier(1)
        let origin = FieldOrigin(system: "permits", record: "P<1>", run: 7, lines: ["mappings/permits.yaml:9"])
        let fields = dossier.source.fields.map { field in
            DossierField(
                name: field.name, title: field.title, value: field.value, unit: field.unit,
                sensitivity: field.sensitivity,
                origin: field.name == "name" ? origin : nil)
        }
        let row = DossierRow(id: dossier.source.id, rev: 1, at: 0, until: nil, fields: fields)
        var writer = PageWriter()
        PageTables.facts(row, DossierWords(dossier, zone: .utc), &writer)
        let page = try tree(writer.text)
        #expect(try texts("//tr[th='单位名称']/td", page).last == "permits P<1>，运行 7，mappings/permits.yaml:9")
        #expect(try texts("//thead//th", page) == ["项目", "内容", "来源"])
        #expect(try texts("//section[@id='facts']//thead", tree(self.page(try rich()))) == [])
    }

    @Test("Only what was asked for")
    func sections() throws {
        let page = try tree(try page(try rich(), sections: ["outlet", "identity"]))
        #expect(try texts("//section/@id", page) == ["outlet", "identity"])
    }

    @Test("A row of more columns than the paper is wide has the rest below it")
    func wide() throws {
        let store = try rich()
        try store.put(
            "measurement", 31,
            [
                "point_code": "MN1", "pollutant": "w01018", "time": MadeUpStore.time(3), "period": "sample",
                "source": 1,
                "point_name": "总排口", "value": 30.5, "unit": "mg/L", "qualifier": "lt",
            ])
        let page = try tree(try page(store))
        #expect(try texts("//section[@id='measurement']//thead//th", page).count == 7)
        #expect(try texts("//section[@id='measurement']//tr[@class='more']/td", page) == ["单位：mg/L；数值限定：lt"])
        #expect(try texts("//section[@id='measurement']//tr[@class='more']/td/@colspan", page) == ["7"])
    }
}

extension XMLPage {
    /// The names of all attributes.
    fileprivate var allAttributes: [String] {
        var names: [String] = []
        var waiting = [root]
        while let node = waiting.popLast() {
            names += attributes(of: node).map(localName)
            waiting += children(of: node)
        }
        return names
    }
}
