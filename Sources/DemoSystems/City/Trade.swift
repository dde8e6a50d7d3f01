/// A line of business (GB/T 4754-2017) with what it discharges and which wastes it makes.
struct Trade: Sendable {
    /// The class, four digits.
    var code: String
    /// The title of the class.
    var title: String
    /// What names of firms say.
    var word: String
    /// How many of the city's 1,394 enterprises.
    var count: Int
    var media: [Medium]
    /// Pollutants of water and of air.
    var water: [String]
    var air: [String]
    /// Hazardous wastes: code and state.
    var hazardous: [(code: String, state: String)]
    /// Wastes that are not hazardous, with category of 固体废物分类与代码目录.
    var common: [(category: String, name: String)]

    var isCeramics: Bool { code.hasPrefix("307") }

    /// The trades; their counts add up to the city's enterprises.
    static let all: [Trade] = [
        Trade("3071", "建筑陶瓷制品制造", "陶瓷", 30, kiln, metalWater, kilnAir, oil, ceramicWaste),
        Trade("3072", "卫生陶瓷制品制造", "卫浴陶瓷", 9, kiln, metalWater, kilnAir, oil, ceramicWaste),
        Trade("3011", "水泥制造", "水泥", 14, [.air], [], kilnAir, oil, [("SW02", "粉煤灰")]),
        Trade("3216", "铝冶炼", "再生铝业", 42, [.air], [], kilnAir, aluminium, [("SW03", "炉渣")]),
        Trade("3211", "铜冶炼", "铜业", 46, [.water, .air], metalWater, kilnAir, oil, [("SW01", "冶炼废渣")]),
        Trade("3360", "金属表面处理及热处理加工", "表面处理", 118, [.water, .air], metalWater, acidAir, plating, sludge),
        Trade("1713", "棉印染精加工", "印染", 62, [.water, .air], organicWater, boilerAir, oil, sludge),
        Trade("2221", "机制纸及纸板制造", "纸业", 36, [.water, .air], organicWater, boilerAir, oil, paper),
        Trade("2927", "日用塑料制品制造", "塑料制品", 176, [.air], [], solventAir, carbon, [("SW17", "废塑料")]),
        Trade("2651", "初级形态塑料及合成树脂制造", "树脂化工", 74, [.water, .air], organicWater, solventAir, resin, sludge),
        Trade("3831", "电线、电缆制造", "电缆", 142, [.air], [], solventAir, oil, [("SW17", "废铜丝")]),
        Trade("1351", "牲畜屠宰", "食品", 44, [.water], organicWater, [], [], [("SW13", "食品残渣")]),
        Trade("3252", "铝压延加工", "铝型材", 133, [.water, .air], metalWater, kilnAir, aluminium, sludge),
        Trade("4210", "金属废料和碎屑加工处理", "金属回收", 92, [.air], [], dustAir, oil, [("SW17", "废金属")]),
        Trade("4620", "污水处理及其再生利用", "污水处理", 41, [.water], organicWater, [], [], sludge),
        Trade("7724", "危险废物治理", "环保处置", 5, [.water, .air], organicWater, kilnAir, carbon, [("SW03", "炉渣")]),
        Trade("8411", "综合医院", "医院", 58, [.water], organicWater, [], medical, []),
        Trade("0313", "猪的饲养", "生态养殖", 108, [.water], organicWater, [], [], [("SW59", "畜禽粪污")]),
        Trade("2110", "木质家具制造", "家具", 97, [.air], [], solventAir, paint, [("SW17", "废木屑")]),
        Trade("3982", "电子电路制造", "电路科技", 67, [.water, .air], metalWater, acidAir, boards, sludge),
    ]

    private init(
        _ code: String, _ title: String, _ word: String, _ count: Int, _ media: [Medium], _ water: [String],
        _ air: [String], _ hazardous: [(String, String)], _ common: [(String, String)]
    ) {
        self.code = code
        self.title = title
        self.word = word
        self.count = count
        self.media = media
        self.water = water
        self.air = air
        self.hazardous = hazardous.map { (code: $0.0, state: $0.1) }
        self.common = common.map { (category: $0.0, name: $0.1) }
    }

    private static let kiln: [Medium] = [.water, .air]
    private static let metalWater = ["pH值", "化学需氧量", "氨氮", "石油类", "总铅"]
    private static let organicWater = ["pH值", "化学需氧量", "氨氮", "总磷", "色度", "悬浮物"]
    private static let kilnAir = ["颗粒物", "二氧化硫", "氮氧化物", "氟化物"]
    private static let boilerAir = ["颗粒物", "二氧化硫", "氮氧化物"]
    private static let dustAir = ["颗粒物"]
    private static let acidAir = ["硫酸雾", "氮氧化物"]
    private static let solventAir = ["非甲烷总烃", "颗粒物"]
    private static let oil = [("900-249-08", "液态"), ("900-041-49", "固态")]
    private static let aluminium = [("321-026-48", "固态"), ("321-034-48", "固态")]
    private static let plating = [("336-063-17", "半固态"), ("336-064-17", "液态")]
    private static let carbon = [("900-039-49", "固态"), ("900-041-49", "固态")]
    private static let resin = [("265-103-13", "液态"), ("900-014-13", "固态")]
    private static let medical = [("841-001-01", "固态"), ("841-002-01", "固态")]
    private static let paint = [("900-252-12", "固态"), ("900-041-49", "固态")]
    private static let boards = [("900-045-49", "固态"), ("900-451-13", "固态")]
    private static let ceramicWaste = [("SW07", "陶瓷污泥"), ("SW06", "脱硫石膏")]
    private static let sludge = [("SW07", "综合污泥")]
    private static let paper = [("SW15", "废纸渣")]
}
