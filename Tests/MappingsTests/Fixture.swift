import Diagnostics
import Model
import Testing

@testable import Mappings

/// A small hub: five entities, three code tables, some units.
enum Fixture {
    static let schema: UnifiedSchema = {
        let bag = DiagnosticBag()
        let files = entities.map { (name: "schema/\($0.0).yaml", bytes: Array($0.1.utf8)) }
        let schema = SchemaReader.read(files, into: bag)
        return schema ?? failed(bag)
    }()

    static let codes: [String: CodeTable] = {
        let bag = DiagnosticBag()
        let tables = tableTexts.map { CodeTable.read(name: $0.key, bytes: Array($0.value.utf8), into: bag) }
        guard !bag.hasErrors else { return failed(bag) }
        return Dictionary(uniqueKeysWithValues: tables.compactMap { $0.map { ($0.name, $0) } })
    }()

    static let units: UnitTable = {
        let bag = DiagnosticBag()
        return UnitReader.read(name: "units.yaml", bytes: Array(unitText.utf8), into: bag) ?? failed(bag)
    }()

    static func context(_ kind: PathKind? = nil, zone: String? = "Asia/Shanghai") -> MappingContext {
        MappingContext(
            schema: schema, codes: codes, units: units, zone: zone.flatMap { TimeZoneRules(named: $0) }, pathKind: kind,
            region: BoundingBox(west: 111, south: 23, east: 114, north: 25))
    }

    private static func failed<Value>(_ bag: DiagnosticBag) -> Value {
        fatalError(TextRenderer().render(bag.diagnostics))
    }

    private static let entities: [(String, String)] = [
        (
            "source",
            """
            entity: source
            prefix: ps
            title: { zh: 污染源, en: Source }
            identity: linked
            key: [local_code]
            identifiers: [uscc]
            fields:
              local_code: { type: text, title: { zh: 编码, en: Code }, required: true, max: 20 }
              name: { type: text, title: { zh: 名称, en: Name }, max: 10 }
              uscc: { type: text, title: { zh: 信用代码, en: USCC } }
              location: { type: point, title: { zh: 位置, en: Location } }
              aliases: { type: list, title: { zh: 别名, en: Aliases } }
              listed: { type: bool, title: { zh: 上市, en: Listed } }
              days: { type: integer, title: { zh: 天数, en: Days }, range: [0, 366] }
            """
        ),
        (
            "permit",
            """
            entity: permit
            prefix: pm
            title: { zh: 许可证, en: Permit }
            identity: keyed
            key: [number]
            fields:
              number: { type: text, title: { zh: 编号, en: Number }, required: true }
              source: { type: ref(source), title: { zh: 污染源, en: Source }, required: true }
              valid_from: { type: date, title: { zh: 起, en: From } }
              valid_to: { type: date, title: { zh: 止, en: To } }
              issued_at: { type: datetime, title: { zh: 发证时间, en: Issued at } }
              status: { type: code(status), title: { zh: 状态, en: Status } }
            """
        ),
        (
            "outlet",
            """
            entity: outlet
            prefix: ol
            title: { zh: 排放口, en: Outlet }
            identity: keyed
            key: [source, code]
            fields:
              source: { type: ref(source), title: { zh: 污染源, en: Source }, required: true }
              code: { type: text, title: { zh: 编号, en: Code }, required: true }
              medium: { type: code(medium), title: { zh: 要素, en: Medium } }
              height: { type: quantity, unit: m, title: { zh: 高度, en: Height }, range: [0, 1000] }
            """
        ),
        (
            "limit",
            """
            entity: limit
            prefix: pl
            title: { zh: 限值, en: Limit }
            identity: keyed
            key: [outlet, pollutant]
            fields:
              outlet: { type: ref(outlet), title: { zh: 排放口, en: Outlet }, required: true }
              pollutant: { type: code(pollutant), title: { zh: 污染物, en: Pollutant }, required: true }
              concentration: { type: quantity, unit: mg/L, title: { zh: 浓度, en: Concentration } }
              value: { type: decimal, title: { zh: 值, en: Value } }
              unit: { type: text, title: { zh: 单位, en: Unit } }
            """
        ),
        (
            "transfer",
            """
            entity: transfer
            prefix: wt
            title: { zh: 联单, en: Transfer }
            identity: keyed
            key: [manifest]
            fields:
              manifest: { type: text, title: { zh: 联单号, en: Manifest }, required: true }
              source: { type: ref(source), title: { zh: 移出, en: Generator } }
              receiver: { type: ref(source), title: { zh: 接受, en: Receiver } }
            """
        ),
    ]

    private static let header = "code,label_zh,label_en,aliases,parent,valid_from,valid_to,note\n"
    private static let tableTexts: [String: String] = [
        "medium": header + "water,水,Water,废水|W,,,,\nair,大气,Air,废气|A,,,,\n",
        "pollutant": header + "w21003,氨氮,Ammonia,氨氮|NH3-N,,,,\nw01018,化学需氧量,COD,COD|CODcr,,,,\n",
        "gbt2260": header
            + "441800,清远市,Qingyuan,清远市,,,,\n441827,清新县,Qingxin County,清新县,441800,,2012-12-31,\n"
            + "441803,清新区,Qingxin,清新区|清新县,441800,2013-01-01,,\n",
        "status": header + "active,有效,Active,,,,,\nrevoked,撤销,Revoked,,,,,\n",
    ]

    private static let unitText = """
        dimensions:
          mass/volume: { base: mg/L }
          mass/time: { base: t/a }
          length: { base: m }
        units:
          mg/L: { dimension: mass/volume, factor: "1", title: { zh: 毫克每升, en: mg/L }, aliases: [毫克每升, ppm] }
          ug/L: { dimension: mass/volume, factor: "0.001", title: { zh: 微克每升, en: ug/L } }
          g/m3: { dimension: mass/volume, factor: "1", title: { zh: 克每立方米, en: g/m3 } }
          t/a: { dimension: mass/time, factor: "1", title: { zh: 吨每年, en: t/a } }
          m: { dimension: length, factor: "1", title: { zh: 米, en: m } }
          cm: { dimension: length, factor: "0.01", title: { zh: 厘米, en: cm } }
        """
}
