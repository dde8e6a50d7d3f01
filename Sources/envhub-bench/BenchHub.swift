import Foundation

/// The hub that workload W1 runs: one CSV of permits, one mapping, one entity of 16 columns, one feed of all of them.
struct BenchHub {
    let directory: String

    /// Writes the hub's files into `directory`, to pull from `file`.
    ///
    /// - Parameter keepsRaw: whether the raw records are kept.
    init(in directory: String, pulling file: String, keepsRaw: Bool = false) throws {
        self.directory = directory
        let url = URL(filePath: file).standardizedFileURL
        var files = BenchHub.files(
            folder: url.deletingLastPathComponent().path, pattern: url.lastPathComponent)
        if keepsRaw { files[0].1 += "\nkeep: { raw: 90d }" }
        for (name, text) in files {
            let path = URL(filePath: directory).appending(path: name)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
        try FileManager.default.createDirectory(
            atPath: directory + "/state", withIntermediateDirectories: true)
    }

    private static func files(folder: String, pattern: String) -> [(String, String)] {
        [
            ("connectors/permits.yaml", connector(folder, pattern)), ("mappings/permits.yaml", mapping),
            ("mappings/schema/permit.yaml", schema), ("mappings/units.yaml", units), ("mappings/feeds/all.yaml", feed),
        ]
    }

    private static func connector(_ folder: String, _ pattern: String) -> String {
        """
        connector: permits
        kind: files
        files: { folder: "\(folder)", pattern: "\(pattern)", format: csv, stable_for: 0s }
        identity: permit_no
        encoding: utf-8
        limits: { max_body: 64MB }
        sync: { mode: snapshot, deletes: none }
        """
    }

    private static let mapping = """
        mapping: permits
        to:
          permit:
            fields:
              permit_no: { from: permit_no, clean: trim, null_if: "" }
              enterprise_name: { from: company_name, clean: trim }
              uscc: { from: uscc, clean: trim }
              industry_code: { from: industry_code, clean: trim }
              industry_name: { from: industry_name, clean: trim }
              region_code: { from: region_code, clean: trim }
              address: { from: address, clean: trim }
              longitude: { from: lon, clean: trim, null_if: "" }
              latitude: { from: lat, clean: trim, null_if: "" }
              issue_date: { from: issue_date, clean: trim, null_if: "", date: yyyy/M/d }
              expiry_date: { from: expiry_date, clean: trim, null_if: "", date: yyyy年M月d日 }
              outlet_count: { from: outlet_count, clean: trim, null_if: "", default: 1 }
              cod_limit_kg_m3: { from: cod_limit_mg_l, clean: [trim, remove_commas], null_if: "", unit: mg/L, to: kg/m3 }
              nh3n_limit_mg_l: { from: nh3n_limit_g_m3, clean: [trim, remove_commas], null_if: "", unit: g/m3, to: mg/L }
              mgmt_level: { from: management_level, clean: trim, null_if: "", codes: { 重点管理: 1, 简化管理: 2, 登记管理: 3 } }
              contact_phone: { from: phone, clean: trim, null_if: "", default: 未提供 }
        """

    private static let schema = """
        entity: permit
        prefix: pm
        title: { zh: 排污许可证, en: Permit }
        identity: keyed
        key: [permit_no]
        fields:
          permit_no: { type: text, title: { zh: 许可证编号, en: Permit number }, required: true }
          enterprise_name: { type: text, title: { zh: 单位名称, en: Name } }
          uscc: { type: text, title: { zh: 统一社会信用代码, en: USCC } }
          industry_code: { type: text, title: { zh: 行业代码, en: Industry code } }
          industry_name: { type: text, title: { zh: 行业名称, en: Industry } }
          region_code: { type: text, title: { zh: 行政区划, en: Region } }
          address: { type: text, title: { zh: 地址, en: Address } }
          longitude: { type: decimal, title: { zh: 经度, en: Longitude }, required: true }
          latitude: { type: decimal, title: { zh: 纬度, en: Latitude }, required: true }
          issue_date: { type: date, title: { zh: 发证日期, en: Issued on }, required: true }
          expiry_date: { type: date, title: { zh: 有效期止, en: Valid to }, required: true }
          outlet_count: { type: integer, title: { zh: 排放口数, en: Outlets } }
          cod_limit_kg_m3: { type: quantity, unit: kg/m3, title: { zh: 化学需氧量限值, en: COD limit } }
          nh3n_limit_mg_l: { type: quantity, unit: mg/L, title: { zh: 氨氮限值, en: Ammonia nitrogen limit } }
          mgmt_level: { type: integer, title: { zh: 管理类别, en: Management level }, required: true }
          contact_phone: { type: text, title: { zh: 联系电话, en: Phone } }
        """

    private static let units = """
        dimensions:
          mass/volume: { base: kg/m3 }
        units:
          kg/m3: { dimension: mass/volume, factor: 1 }
          g/m3: { dimension: mass/volume, factor: 0.001 }
          mg/L: { dimension: mass/volume, factor: 0.001 }
        """

    private static let feed = """
        feed: all
        title: { zh: 全部, en: All }
        partner: benchmark
        purpose: benchmark
        retention: 90d
        entities:
          permit:
            columns: [permit_no, enterprise_name, uscc, industry_code, industry_name, region_code, address, longitude, latitude,
              issue_date, expiry_date, outlet_count, cod_limit_kg_m3, nh3n_limit_mg_l, mgmt_level, contact_phone]
        """
}
