import Diagnostics
import Model

/// A small schema with a reference of every kind, and its code tables.
enum MadeUpSchema {
    private static let files = [
        """
        entity: pollution_source
        prefix: ps
        title: { zh: 污染源, en: Pollution source }
        identity: linked
        key: [local_code]
        identifiers: [uscc]
        fields:
          local_code: { type: text, title: { zh: 来源系统编码, en: Code }, required: true }
          name: { type: text, title: { zh: 单位名称, en: Name } }
          uscc: { type: text, title: { zh: 统一社会信用代码, en: USCC } }
          level: { type: code(level), title: { zh: 管理类别, en: Level } }
          location: { type: point, title: { zh: 地理坐标, en: Location } }
          media: { type: list, title: { zh: 污染源类别, en: Media } }
          listed: { type: bool, title: { zh: 是否上市公司, en: Listed } }
          opened_on: { type: date, title: { zh: 成立日期, en: Opened on } }
          area: { type: quantity, unit: m2, title: { zh: 占地面积, en: Area } }
          legal_person: { type: text, title: { zh: 法定代表人, en: Legal person }, sensitivity: personal }
        """,
        """
        entity: outlet
        prefix: ol
        title: { zh: 排放口, en: Outlet }
        identity: keyed
        key: [source, code]
        fields:
          source: { type: ref(pollution_source), title: { zh: 污染源, en: Source }, required: true }
          code: { type: text, title: { zh: 排放口编号, en: Code }, required: true }
          note: { type: text, title: { zh: 备注, en: Note } }
        """,
        """
        entity: waste_transfer
        prefix: wt
        title: { zh: 危险废物转移联单, en: Waste transfer }
        identity: keyed
        key: [manifest_no]
        fields:
          manifest_no: { type: text, title: { zh: 联单编号, en: Manifest }, required: true }
          source: { type: ref(pollution_source), title: { zh: 移出单位, en: Generator } }
          receiver: { type: ref(pollution_source), title: { zh: 接受单位, en: Receiver } }
          mass: { type: quantity, unit: t, title: { zh: 移出量, en: Mass } }
          sent_at: { type: datetime, title: { zh: 移出时间, en: Sent at } }
        """,
        """
        entity: monitoring_point
        prefix: mp
        title: { zh: 监测点, en: Point }
        identity: keyed
        key: [code]
        fields:
          code: { type: text, title: { zh: 监测点编码, en: Code }, required: true }
          name: { type: text, title: { zh: 监测点名称, en: Name } }
          source: { type: ref(pollution_source), title: { zh: 污染源, en: Source } }
        """,
        """
        entity: measurement
        prefix: ms
        title: { zh: 监测数据, en: Measurement }
        identity: keyed
        key: [point_code, pollutant, time, period]
        fields:
          point_code: { type: text, title: { zh: 监测点编码, en: Point }, required: true }
          pollutant: { type: code(pollutant), title: { zh: 污染物, en: Pollutant }, required: true }
          time: { type: datetime, title: { zh: 监测时间, en: Time }, required: true }
          period: { type: code(averaging-period), title: { zh: 数据时段, en: Period }, required: true }
          source: { type: ref(pollution_source), title: { zh: 污染源, en: Source } }
          point_name: { type: text, title: { zh: 监测点名称, en: Point name } }
          value: { type: decimal, title: { zh: 监测值, en: Value } }
          unit: { type: text, title: { zh: 单位, en: Unit } }
          qualifier: { type: text, title: { zh: 数值限定, en: Qualifier } }
        """,
    ]

    private static let tables = [
        "level": "code,label_zh,label_en\nkey,重点管理,Key\n",
        "pollutant": "code,label_zh,label_en\nw01018,化学需氧量,COD\nw21003,氨氮,Ammonia\n",
        "averaging-period": "code,label_zh,label_en\nrealtime,实时,Realtime\nsample,单次采样,Sample\nhour,小时,Hour\n",
    ]

    static let schema: UnifiedSchema = {
        let bag = DiagnosticBag()
        let read = SchemaReader.read(files.map { (name: "schema.yaml", bytes: Array($0.utf8)) }, into: bag)
        guard let read else { fatalError(bag.diagnostics.map(\.message).joined(separator: "\n")) }
        return read
    }()

    static let codes: [String: CodeTable] = {
        let bag = DiagnosticBag()
        var codes: [String: CodeTable] = [:]
        for (name, text) in tables {
            codes[name] = CodeTable.read(name: "mappings/codes/\(name).csv", bytes: Array(text.utf8), into: bag)
        }
        guard codes.count == tables.count else { fatalError(bag.diagnostics.map(\.message).joined(separator: "\n")) }
        return codes
    }()
}
