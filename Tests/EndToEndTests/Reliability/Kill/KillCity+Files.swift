// The connectors and mappings of the city.
extension KillCity {
    static func files(_ url: String) -> [String: String] {
        fixed.merging(["connectors/b-web.yaml": web(url), "connectors/c-whole.yaml": whole(url)]) { $1 }
    }

    private static func web(_ url: String) -> String {
        """
        connector: b-web
        kind: http-json
        mapping: b-web
        request: { url: "\(url)/permits", query: { from: "{cursor}", page: "{page}", size: "{page.size}" } }
        pages: { by: number, first: 1, size: 15, total: $.data.total, max: 500 }
        ok_when: $.code == 0
        records: $.data.rows[*]
        identity: $.id
        timezone: Asia/Shanghai
        retry: { attempts: 3, backoff: 10ms..20ms }
        sync: { mode: incremental, cursor: { from: $.ver, number: true, start: "0" }, deletes: { flag: $.zt == "9" } }
        """
    }

    private static func whole(_ url: String) -> String {
        """
        connector: c-whole
        system: b-web
        kind: http-json
        mapping: c-whole
        request: { url: "\(url)/facilities", query: { page: "{page}", size: "{page.size}" } }
        pages: { by: number, first: 1, size: 12, total: $.data.total, max: 500 }
        ok_when: $.code == 0
        records: $.data.rows[*]
        identity: $.code
        timezone: Asia/Shanghai
        retry: { attempts: 3, backoff: 10ms..20ms }
        sync: { mode: snapshot, deletes: snapshot, reconcile: { max_absent: 60% } }
        """
    }

    private static let fixed = [
        "connectors/a-folder.yaml": """
        connector: a-folder
        kind: files
        mapping: a-folder
        files: { folder: inbox, pattern: "*.csv", format: csv, page_records: 40, stable_for: 0s }
        identity: 证号
        timezone: Asia/Shanghai
        sync: { mode: snapshot, deletes: snapshot, reconcile: { max_absent: 50% } }
        """,
        "mappings/a-folder.yaml": """
        mapping: a-folder
        defaults: { clean: [trim] }
        to:
          works:
            fields: { local_code: 企业编码, name: 企业, uscc: { from: 信用代码, check: uscc, on_fail: null+flag } }
          permit:
            fields: { number: 证号, medium: 介质, mass: 吨 }
        """,
        "mappings/b-web.yaml": """
        mapping: b-web
        to:
          works:
            fields: { local_code: $.ent, name: $.name, uscc: { from: $.uscc, check: uscc, on_fail: null+flag } }
          permit:
            fields: { number: $.id, medium: $.medium, mass: $.mass, listed: $.n }
            children:
              outlet:
                each: $.outlets[*]
                absent: delete
                fields: { code: $.code, note: $.note }
        """,
        "mappings/c-whole.yaml": """
        mapping: c-whole
        to:
          works:
            reference: true
            fields: { local_code: $.ent }
          facility:
            fields: { code: $.code, capacity: $.capacity }
        """,
    ]
}
