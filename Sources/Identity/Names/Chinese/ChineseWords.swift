/// The words that Chinese names of firms are made of, apart from the firm's own.
enum ChineseWords {
    /// Legal forms, and words that stand for one.
    static let legal = Lexicon(
        lines: """
            集团股份有限公司 集团有限责任公司 集团有限公司 集团总公司 集团公司 股份有限责任公司 股份有限公司 有限责任公司 有限公司 股份公司 总公司 公司 \
            股份合作公司 有限合伙 普通合伙 合伙企业 个人独资 总厂 厂 工厂 专业合作社 合作社 合作联社 个体工商户 经营部 经营户 服务部 加工部 加工厂 制造厂 \
            商行 商店 门市部 工作室 营业部
            """.replacingLineBreaks)

    /// Words that many firms have whatever they do.
    static let weak = Lexicon(
        lines: """
            实业 科技 技术 集团 发展 工业 控股 国际 企业 贸易 商贸 投资 股份 开发 工贸 管理 服务 产业 经贸 中国 工程 有限 责任 综合 华南 华东 华北 新型 高新 \
            科贸 咨询 运营 经营 销售 生产 加工 制造 研发 研究 总部 专业 第一 制品 产品 设备
            """.replacingLineBreaks)

    /// What firms make or are; words of one line mean much the same.
    static let trades = Lexicon(
        lines: """
            陶瓷 建陶 瓷业 陶业 建筑陶瓷 瓷砖 卫浴 洁具 卫生陶瓷
            水泥 建材 建筑材料 混凝土 砼业 砂浆 管桩 砖厂 砖瓦 石业 石材 石料 采石 矿石
            玻璃 玻纤
            印染 染整 纺织印染 漂染 染织 洗水 水洗
            纺织 棉纺 毛纺 针织 纱业 织造 纺业 化纤
            服装 制衣 服饰 鞋业 皮革 制革 皮具 箱包
            造纸 纸业 纸品 浆纸 纸制品 包装 彩印 印刷 印务 纸箱
            化工 化学 化学工业 精细化工 石化 石油化工 化工原料
            农药 化肥 肥料 有机肥 农化
            涂料 油漆 漆业 树脂 油墨 粘合剂 胶粘剂 颜料 染料 助剂
            铜业 铜材 有色金属 金属 五金 金属制品 冶炼 冶金 贵金属 稀土
            铝业 铝材 铝型材 铝制品 铝合金
            钢铁 钢业 轧钢 特钢 不锈钢 铸造 铸件 锻造 钢结构 钢管
            电镀 表面处理 镀业 热镀锌 金属表面处理
            电子 电路板 线路板 电路 半导体 微电子 集成电路 光电 电子科技 电子电路
            电器 电气 电机 家电 电缆 电线 电池 电源 新能源 蓄电池 能源
            机械 机电 机床 模具 重工 装备 精密 精工 机器 设备制造
            汽车 汽配 汽车零部件 汽车配件 车业 摩托车 造船 船舶 船厂
            水务 污水处理 污水处理厂 污水厂 净水 水质净化 水质净化厂 供水 自来水 自来水厂 排水 水厂
            环保 环保科技 环境 环境科技 环保工程 环境工程 危废处置 固废 固体废物 固体废物处置 环境服务 环卫
            垃圾焚烧 垃圾发电 环保发电 环保能源 垃圾填埋场 填埋场 焚烧 生活垃圾 垃圾处理
            发电 电力 热电 电厂 发电厂 热电厂 生物质发电 生物质 燃气发电 热力 供热 热能 电站
            畜牧 养殖 养殖场 牧业 猪场 种猪场 猪业 畜禽 奶牛 奶牛场 禽业 鸡场 养猪 养鸡 农牧 畜禽养殖
            食品 食业 屠宰 肉类 肉食品 屠宰场 饮料 乳业 酒业 啤酒 酒厂 调味品 粮油 油脂 饲料 糖业 制糖 水产 农产品
            药业 制药 医药 生物制药 药厂 制药厂 生物医药 生物制品 生物科技 生物技术 生物
            塑料 塑胶 塑业 塑料制品 橡胶 橡塑 塑料包装 轮胎 橡胶制品 高分子
            再生资源 资源再生 回收 物资回收 废旧物资 资源循环 循环经济 再生 利用 废品回收
            医院 卫生院 医疗 人民医院 中心医院 中医院 卫生服务中心 门诊部 诊所
            家具 木业 木器 竹木 人造板 板业
            矿业 采矿 选矿 矿山 煤业 煤矿 铁矿 石场
            加油站 石油 油库 燃气 油品 液化气 天然气
            学校 大学 学院 中学 小学 幼儿园 研究院 研究所 实验室 检测 检测技术
            酒店 宾馆 饭店 餐饮 酒家
            房地产 地产 置业 物业 建设 建筑 路桥 市政
            物流 运输 仓储 港务 码头 港口
            农业 农场 种植 林业 园艺 花卉 果业 茶业 茶厂
            日化 化妆品 洗涤 日用化工 日用品 香料 香精
            新材料 材料 材料科技 复合材料 新型建材
            """)

    /// Ends of names of works and bodies that are no firms, before what tells a branch.
    static let bodies = Lexicon(lines: "厂 院 场 站 社 中心 矿 店 校 所")

    /// Ends of a branch's name.
    static let branches = Lexicon(
        lines: """
            分公司 分厂 分院 分部 分店 分校 分场 分中心 厂区 院区 校区 园区 工厂 厂 车间 基地 项目 项目部 生产线 分局 \
            场 店 站 期 号线 部 院 区 所 库 码头 营业部 整车厂
            """.replacingLineBreaks)
}

extension String {
    /// One line of what was written on several.
    fileprivate var replacingLineBreaks: String { String(map { $0 == "\n" ? " " : $0 }) }
}
