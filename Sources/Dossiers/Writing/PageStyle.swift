/// How the page looks, on a screen and on A4 paper.
enum PageStyle {
    static let css: StaticString = """

        @page { size: A4; margin: 18mm 14mm 20mm;
          @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
        * { box-sizing: border-box; }
        body { font: 10pt/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif;
          color: #111; background: #fff; max-width: 182mm; margin: 10mm auto; }
        header { border-bottom: 2px solid #111; padding-bottom: 4mm; margin-bottom: 6mm; }
        .kind { letter-spacing: .4em; color: #555; margin: 0; }
        h1 { font-size: 20pt; margin: 1mm 0 2mm; overflow-wrap: anywhere; }
        h2 { font-size: 13pt; border-left: 4px solid #111; padding-left: 2.5mm; margin: 7mm 0 2mm; break-after: avoid; }
        p { margin: 1mm 0; }
        .note { color: #555; font-size: 9pt; }
        .personal { border: 1px solid #a00; color: #a00; padding: 1mm 2.5mm; font-size: 9pt; }
        nav ol { padding-left: 7mm; columns: 2; }
        a { color: inherit; text-decoration: none; }
        table { border-collapse: collapse; width: 100%; font-size: 8.5pt; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { border: 1px solid #999; padding: .8mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { background: #eee; font-weight: 600; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; }
        tr.more td { color: #333; border-top: 0; padding-left: 5mm; }
        table.facts tbody th { width: 22%; white-space: nowrap; }
        .empty { color: #999; }
        .origin { color: #555; font-size: 7pt; }
        span.origin { display: block; }
        section { break-before: auto; }
        @media screen { a:hover { text-decoration: underline; } }
        @media print { body { margin: 0; max-width: none; } nav { break-after: page; } th { background: #eee;
          print-color-adjust: exact; -webkit-print-color-adjust: exact; } }

        """
}
