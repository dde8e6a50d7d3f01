import HTML
import HTTPServer

/// The frame of every page for people: what stands at its head, and how it looks. Nothing of it runs or is fetched from elsewhere.
struct PartnerPage {
    private var writer = PageWriter()

    /// - Parameters:
    ///   - title: the page's title, of which nothing is taken for HTML.
    ///   - body: writes what is in it.
    init(title: String, body: (inout PageWriter) -> Void) {
        writer.begin("html", ["lang": "zh-CN"])
        writer.begin("head")
        writer.void("meta", ["charset": "utf-8"])
        writer.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        writer.void("link", ["rel": "stylesheet", "href": "/style.css"])
        writer.element("title", title)
        writer.end()
        writer.begin("body")
        writer.begin("nav")
        for (place, name) in [("/", "环境数据共享"), ("/pages", "我的数据 · My feeds"), ("/openapi.json", "OpenAPI")] {
            writer.element("a", ["href": place], name)
        }
        writer.end()
        writer.element("h1", title)
        body(&writer)
        writer.end()
        writer.end()
    }

    var bytes: [UInt8] { Array(writer.text.utf8) }

    /// A browser takes nothing from the page but its style.
    static let headers: [HTTPHeader] = [
        .contentType("text/html; charset=utf-8"),
        HTTPHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        HTTPHeader("X-Content-Type-Options", "nosniff"), HTTPHeader("Referrer-Policy", "no-referrer"),
    ]

    static let style = """
        body { font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #111; margin: 0 auto;
          max-width: 62rem; padding: 0 1rem 4rem; }
        nav { display: flex; gap: 1.5rem; border-bottom: 1px solid #bbb; padding: .8rem 0; flex-wrap: wrap; }
        a { color: #0a4d8c; }
        h1 { font-size: 1.6rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin-top: 2rem; }
        pre { background: #f2f2f2; padding: .8rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        code { font-size: .95em; }
        .en { color: #555; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .875rem; }
        th, td { border: 1px solid #bbb; padding: .25rem .6rem; text-align: left; vertical-align: top; }
        th { background: #f2f2f2; white-space: nowrap; }
        .records td { min-width: 5rem; max-width: 24rem; }
        .records td.text { min-width: 12rem; }
        td.empty { color: #999; }

        """
}

extension PageWriter {
    /// A paragraph in both languages.
    mutating func paragraph(_ chinese: String, _ english: String) {
        begin("p")
        write(chinese)
        void("br")
        element("span", ["class": "en", "lang": "en"], english)
        end()
    }

    /// A table of texts.
    ///
    /// - Parameter kind: how it looks: `records` for many columns.
    mutating func table(_ head: [String], _ rows: [[String?]], kind: String = "") {
        begin("div", ["class": "wide \(kind)"])
        begin("table")
        begin("thead")
        begin("tr")
        for name in head { element("th", name) }
        end()
        end()
        begin("tbody")
        for row in rows {
            begin("tr")
            for cell in row {
                guard let cell else {
                    element("td", ["class": "empty"], "—")
                    continue
                }
                if cell.count > 12 { element("td", ["class": "text"], cell) } else { element("td", cell) }
            }
            end()
        }
        end()
        end()
        end()
    }
}
