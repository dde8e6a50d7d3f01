import HTML
public import Model

/// A dossier as a page to be printed: HTML in Chinese for A4, with nothing outside of it, no script, and a table of contents.
public struct DossierPage {
    private let dossier: Dossier
    private let words: DossierWords
    private var page = PageWriter()

    /// The page.
    ///
    /// - Parameter zone: whose clocks its times are of.
    public static func html(_ dossier: Dossier, zone: TimeZoneRules) -> String {
        var page = DossierPage(dossier: dossier, words: DossierWords(dossier, zone: zone))
        page.write()
        return page.page.text
    }

    private init(dossier: Dossier, words: DossierWords) {
        self.dossier = dossier
        self.words = words
    }

    /// A part of the page: where links go, what it is called, and what writes it.
    private struct Part {
        let anchor: String
        let title: String
        let write: (DossierWords, inout PageWriter) -> Void
    }

    private mutating func write() {
        page.begin("html", ["lang": "zh-CN"])
        writeHead()
        page.begin("body")
        writeHeader()
        let parts = parts()
        writeContents(parts)
        for (number, part) in parts.enumerated() {
            page.begin("section", ["id": part.anchor])
            page.element("h2", "\(number + 1)　\(part.title)")
            part.write(words, &page)
            page.end()
        }
        page.end()
        page.end()
    }

    private mutating func writeHead() {
        page.begin("head")
        page.void("meta", ["charset": "utf-8"])
        page.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        // Whatever a text smuggled past the escaping could fetch or run nothing.
        let policy = "default-src 'none'; style-src 'unsafe-inline'"
        page.void("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
        page.void("meta", ["name": "referrer", "content": "no-referrer"])
        page.element("title", "一企一档：\(dossier.name)")
        page.begin("style")
        page.own(PageStyle.css)
        page.end()
        page.end()
    }

    private mutating func writeHeader() {
        page.begin("header")
        page.element("p", ["class": "kind"], "一企一档")
        page.element("h1", dossier.name)
        page.element("p", "\(dossier.title.zh)　\(dossier.source.id)")
        page.element("p", ["class": "as-of"], "档案时点：\(words.asOf)")
        page.element("p", ["class": "printed"], "打印日期：\(words.text.moment(dossier.madeAt).prefix(10))")
        page.element("p", ["class": "note"], words.reach)
        page.element("p", ["class": "personal"], "本档案供生态环境主管部门内部使用，可能含有个人信息，请按规定保管和销毁。")
        page.end()
    }

    private mutating func writeContents(_ parts: [Part]) {
        page.begin("nav")
        page.element("h2", "目录")
        page.begin("ol")
        for part in parts {
            page.begin("li")
            page.element("a", ["href": "#\(part.anchor)"], part.title)
            page.end()
        }
        page.end()
        page.end()
    }

    private func parts() -> [Part] {
        let dossier = dossier
        var parts: [Part] = []
        func add(_ key: String, _ title: String, _ write: @escaping (DossierWords, inout PageWriter) -> Void) {
            if dossier.parts.contains(key) { parts.append(Part(anchor: key, title: title, write: write)) }
        }
        add("facts", "基本信息") { PageTables.facts(dossier.source, $0, &$1) }
        add("keys", "各系统编号与标识") { PageTables.keys(dossier.keys, $0, &$1) }
        for section in dossier.sections {
            let title = "\(section.title.zh)（\(section.total)）"
            parts.append(Part(anchor: section.key, title: title) { PageTables.section(section, $0, &$1) })
        }
        add("points", "监测点最新数据") { PageTables.points(dossier.points, $0, &$1) }
        add("identity", "归并依据与历史") { PageTables.identity($0, &$1) }
        return parts
    }
}

extension PageWriter {
    /// An element without attributes.
    mutating func element(_ name: String, _ content: String) { element(name, [:], content) }
}
