/// Words of the trade that mean the same in the headers of different vendors. Nothing here names a field of the schema: a
/// field is found by its title, and by what else its title is called.
enum Thesaurus {
    /// Parts of words, written one way so that they can be compared; applied in this order.
    static let parts: [(from: String, to: String)] = [
        ("企业", "单位"), ("公司", "单位"), ("厂家", "单位"), ("编码", "编号"), ("代码", "编号"), ("代号", "编号"),
        ("文号", "文编号"), ("证号", "证编号"), ("单号", "单编号"), ("号码", "编号"), ("检测", "监测"), ("日期", "时间"), ("年月日", "时间"),
        ("起始", "开始"),
        ("开始", "起"), ("截止", "止"), ("结束", "止"), ("到期", "止"), ("有效期至", "有效期止"), ("接收", "接受"), ("排口", "排放口"),
        ("排放放口", "排放口"), ("法人代表", "法定代表人"), ("手机", "电话"), ("联系方式", "联系电话"), ("危险废物", "废物"), ("危废", "废物"),
        ("固体废物", "废物"), ("固废", "废物"), ("排污许可证", "许可证"), ("社会信用", "信用"), ("统一信用", "信用"), ("类型", "类别"),
        ("种类", "类别"), ("站点", "监测点"), ("点位", "监测点"), ("断面", "监测点"), ("测点", "监测点"), ("监监测点", "监测点"),
        ("所属", ""), ("所在", ""), ("名字", "名称"), ("的", ""),
    ]

    /// What the title of a field is also called. The words of the left stand in titles of the schema.
    static let titles: [String: [String]] = [
        "污染物": ["监测项目", "监测因子", "项目名称", "项目", "因子", "污染物名称", "污染因子", "指标", "监测指标", "parameter"],
        "监测值": ["监测浓度", "浓度", "浓度值", "实测值", "测量值", "测定值", "数值", "监测结果", "结果", "排放浓度", "result", "concentration"],
        "监测时间": ["采样时间", "时间", "数据时间", "time", "datetime"],
        "限值上限": ["标准限值", "限值", "执行标准值", "排放限值", "标准值", "浓度限值", "许可限值", "浓度", "许可浓度", "limit"],
        "执行限值上限": ["标准限值", "限值", "执行标准值", "排放限值", "标准值", "浓度限值", "limit"],
        "限值下限": ["标准限值下限", "最小限值"],
        "执行限值下限": ["标准限值下限", "最小限值"],
        "单位": ["计量单位", "监测项目单位", "浓度单位", "unit"],
        "监测方式": ["数据来源", "监测类型"],
        "持证单位": ["单位名称", "企业名称", "持证人"],
        "当事人名称": ["当事人", "被处罚人", "单位名称", "企业名称"],
        "处罚决定书文号": ["文书号", "决定书文号", "处罚文号"],
        "批文文号": ["批文号", "批复文号", "批准文号"],
        "发证日期": ["批准日期", "核发日期", "签发日期"],
        "单位名称": ["企业名称", "公司名称", "建设单位", "排污单位", "排污单位名称", "单位", "企业", "污染源名称", "company", "facility name"],
        "来源系统编码": ["企业编码", "单位编码", "污染源编码", "企业编号", "企业ID", "facility id", "id"],
        "生产经营场所地址": ["地址", "单位地址", "企业地址", "详细地址", "生产地址", "经营地址", "address", "facility address"],
        "注册地址": ["住所", "registered address"],
        "行业类别": ["行业", "所属行业", "行业代码", "行业名称", "industry"],
        "行政区划": ["所在区县", "区县", "所在区", "区域", "地区", "所在设区市", "县区", "行政区", "区", "region", "district", "area"],
        "法定代表人": ["法人", "法人代表", "负责人"],
        "环保联系人": ["联系人", "环保负责人", "contact"],
        "联系电话": ["电话", "联系方式", "手机", "phone", "telephone"],
        "地理坐标": ["坐标", "经纬度"],
        "移出单位名称": ["产生单位", "产废单位", "移出单位", "generator name", "exporter name"],
        "接受单位名称": ["接收单位", "处置单位", "经营单位", "receiving facility name", "importer name"],
        "接收单位名称": ["处置去向", "去向", "处置单位", "接收单位", "利用处置单位"],
        "承运单位名称": ["运输单位", "承运单位", "运输公司", "transporter name"],
        "废物名称": ["危险废物名称", "危废名称", "固废名称", "waste name", "waste description"],
        "废物代码或名称": ["废物名称", "废物代码", "危险废物名称"],
        "废物代码": ["危废代码", "八位码", "waste code"],
        "废物类别": ["危废类别", "废物大类"],
        "物理性状": ["形态", "废物形态", "physical form"],
        "产生量": ["产废量", "产生数量", "generated"],
        "移出量": ["转移量", "数量", "转移数量", "quantity", "total quantity"],
        "联单行号": ["行号", "序号"],
        "排放口坐标": ["坐标"],
        "监测点名称": ["点位名称", "站点名称", "断面名称", "测点名称", "站名"],
        "监测点编码": ["点位编码", "站点编码", "断面编码", "MN号", "设备编号", "站点名称"],
        "设计处理能力": ["处理能力"],
        "监测分析方法": ["分析方法", "监测方法", "检测方法"],
        "违法行为": ["违法事由", "案由"],
        "罚款金额": ["罚款", "处罚金额", "罚款数额"],
    ]

    /// English words that stand between the pinyin of headers such as `stJcdName`, and what they say.
    static let english: [String: String] = [
        "name": "mc", "code": "bm", "id": "bm", "no": "bh", "num": "bh", "date": "rq", "time": "sj", "type": "lx",
        "status": "zt", "state": "zt", "unit": "dw", "min": "xx", "max": "sx", "addr": "dz", "address": "dz",
        "tel": "dh",
        "phone": "dh", "level": "jb", "value": "z",
    ]

    /// What vendors write before a name to say its type: `stWrymc`, `dtFzrq`, `numCsl`.
    static let prefixes = ["str", "num", "dte", "int", "vc", "st", "dt", "nm", "fl", "s", "n", "d", "c", "f"]

    /// Short forms of English words.
    static let short: [String: String] = [
        "no": "number", "num": "number", "nbr": "number", "id": "code", "addr": "address", "tel": "phone",
        "telephone": "phone", "desc": "description", "qty": "quantity", "lat": "latitude", "lon": "longitude",
        "lng": "longitude", "org": "organisation", "ent": "enterprise", "company": "name", "corp": "name",
        "license": "licence", "permitno": "permit number", "credit": "uscc", "plate": "vehicle plate",
        "driver": "driver name", "uscc": "uscc", "recv": "receiver", "receiving": "receiver",
        "gen": "generator", "trans": "carrier", "transporter": "carrier", "importer": "receiver",
        "exporter": "generator",
    ]

    /// Chinese words that tell nothing alone.
    static let bare: Set<String> = ["时间", "名称", "编号", "单位", "类别", "状态", "级别", "地址", "电话", "数量"]

    /// Titles of fields that only count what is otherwise alike: "1" where there is one.
    static let counters: Set<String> = ["限值序号", "联单行号", "证书序号"]

    /// English words that tell nothing alone.
    static let vague: Set<String> = [
        "code", "number", "name", "date", "time", "type", "unit", "value", "status", "facility", "st",
    ]
}
