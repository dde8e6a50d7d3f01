import HTML

/// `/` for people: what this is and how to begin, in Chinese and English. It names no feed: those are for who has a key.
struct LandingPage {
    /// Where partners reach the hub; empty when that is not known.
    let base: String

    var bytes: [UInt8] {
        PartnerPage(title: "环境数据共享 · Environmental data feeds") { page in
            page.paragraph(
                "本站向取得授权的部门提供污染源、排污许可、固废转移、监测与超标等数据。数据按“数据流”组织，每个数据流只含贵部门有权查看的内容。",
                "Pollution sources, permits, waste transfers, monitoring and exceedances for departments that were granted them. Data come as feeds; each holds only what you may see."
            )
            writeFirst(&page)
            writeRule(&page)
            writeTools(&page)
            writeErrors(&page)
        }.bytes
    }

    private func writeFirst(_ page: inout PageWriter) {
        page.element("h2", "第一次请求 · First request")
        page.paragraph("使用管理员发给您的密钥：", "With the key that the hub's admin gave you:")
        page.element(
            "pre",
            """
            export HUB=\(base.isEmpty ? "https://…" : base) KEY=hub_…
            curl -H "Authorization: Bearer $KEY" $HUB/v1/me
            curl -H "Authorization: Bearer $KEY" $HUB/v1/feeds
            curl -H "Authorization: Bearer $KEY" "$HUB/v1/feeds/NAME/changes?cursor=start"
            """)
        page.begin("p")
        page.element("a", ["href": "/pages"], "用浏览器查看我的数据 · See my feeds in the browser")
        page.write("（用户名任意，密码填密钥 · any user name, the key as password）")
        page.end()
    }

    private func writeRule(_ page: inout PageWriter) {
        page.element("h2", "规则 · The rule")
        page.paragraph(
            "有 record 就保存；没有就删除该 id；读到 end 时，在同一事务中保存 cursor，下次从它继续。照此即可得到与授权内容完全一致的副本。",
            "If a line has a record, put it; otherwise remove its id; at end, save its cursor in the same transaction and go on with it. That gives an exact mirror, whatever happens in between."
        )
        page.table(
            ["op", "含义", "meaning"],
            [
                ["upsert", "记录如所示", "the record is as told"],
                ["delete", "记录已不存在", "the record is gone"],
                ["leave", "记录不再属于您可查看的范围", "the record is no longer yours to see"],
                ["merge", "与另一条记录（into）是同一对象", "it was found to be another record, into"],
                ["end", "本页结束，保存 cursor", "the page ends: keep the cursor"],
            ])
    }

    private func writeTools(_ page: inout PageWriter) {
        page.element("h2", "工具 · Tools")
        page.table(
            ["工具", "地址 · where"],
            [
                ["QGIS, GDAL, OWSLib", base + "/  (OGC API Features)"],
                ["Excel, WPS", "/v1/feeds/NAME/ENTITY?f=csv"],
                ["OpenAPI", "/openapi.json"], ["DCAT", "/v1/catalog.jsonld"],
                ["实时推送 · live", "/v1/feeds/NAME/changes  (Accept: text/event-stream)"],
                ["核对副本 · check a mirror", "/v1/feeds/NAME/digest"],
            ])
    }

    private func writeErrors(_ page: inout PageWriter) {
        page.element("h2", "出错时 · When something is refused")
        page.table(
            ["状态", "怎么办", "what to do"],
            [
                ["400", "请求有误，detail 指出位置", "the request is wrong: detail says where"],
                ["401", "密钥缺失、作废或过期", "the key is missing, revoked or over"],
                ["403", "没有授权，grant 指出缺哪一项", "grant names what you lack"],
                ["404", "没有该记录，或您无权查看", "no such record, or you may not see it"],
                ["410", "游标已失效：从 cursor=start 重来", "the cursor cannot go on: start again with cursor=start"],
                ["429, 503", "按 Retry-After 的秒数等待", "wait as many seconds as Retry-After says"],
            ])
    }
}
