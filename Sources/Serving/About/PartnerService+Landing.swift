import HTTPServer
import JSON

extension PartnerService {
    /// `/`: what this is, for people and for machines. It names no feed: those are for who has a key.
    func landing(_ request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer {
        let accept = AcceptHeader(request.header("Accept") ?? "*/*")
        switch accept.best(of: ["application/json", "text/html"]) {
        case 0: return try finish(200, [.contentType("application/json")], document: Self.landingJSON, &call)
        case 1:
            let headers = [
                .contentType("text/html; charset=utf-8"),
                HTTPHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
                HTTPHeader("X-Content-Type-Options", "nosniff"),
            ]
            return try finish(200, headers, document: Array(Self.landingHTML.utf8), &call)
        default: throw Problem(406, "not-acceptable", "Not acceptable", "Served here: application/json, text/html.")
        }
    }

    private static let landingJSON: [UInt8] = {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("title", "envhub feeds")
        writer.key("links")
        writer.beginArray()
        for (relation, place) in [("self", "/"), ("data", "/v1/feeds"), ("me", "/v1/me")] {
            writer.beginObject()
            writer.member("rel", relation)
            writer.member("href", place)
            writer.member("type", "application/json")
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }()

    private static let landingHTML = """
        <!doctype html>
        <html lang="zh"><head><meta charset="utf-8"><title>环境数据共享 · Environmental data feeds</title>
        <style>body{font:16px/1.6 sans-serif;max-width:46em;margin:3em auto;padding:0 1em}pre{background:#eee;padding:1em}
        </style></head><body>
        <h1>环境数据共享 <small>Environmental data feeds</small></h1>
        <p>凭密钥读取。Read with your key:</p>
        <pre>curl -H "Authorization: Bearer $KEY" $HUB/v1/me
        curl -H "Authorization: Bearer $KEY" $HUB/v1/feeds
        curl -H "Authorization: Bearer $KEY" "$HUB/v1/feeds/NAME/changes?cursor=start"</pre>
        <p>每行一条记录；最后一行给出下次使用的 <code>cursor</code>。有 <code>record</code> 则存，无则删除该 <code>id</code>。<br>
        One line a record; the last line has the <code>cursor</code> for the next call. If a line has a <code>record</code>,
        put it; otherwise remove its <code>id</code>.</p>
        <p><code>/v1/feeds</code> · <code>/v1/feeds/NAME</code> · <code>/v1/feeds/NAME/schema</code> ·
        <code>/v1/feeds/NAME/changes</code> · <code>/v1/feeds/NAME/ENTITY</code> · <code>/v1/me</code></p>
        </body></html>

        """
}
