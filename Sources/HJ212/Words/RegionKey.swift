/// Keys of the data region that are no factors.
public struct RegionKey: Sendable {
    /// The key as written.
    public let name: String
    /// In Chinese.
    public let zh: String
    /// In English.
    public let en: String

    init(_ name: String, _ zh: String, _ en: String) {
        self.name = name
        self.zh = zh
        self.en = en
    }

    /// The row of a key; nil when the standard has none.
    public static func named(_ name: String) -> RegionKey? { all.first { $0.name == name } }

    /// Whether the standard has the key.
    static func isKnown(_ key: Span<UInt8>) -> Bool {
        all.contains { row in
            let name = row.name.utf8
            guard name.count == key.count else { return false }
            var index = 0
            for byte in name {
                if key[index] != byte { return false }
                index += 1
            }
            return true
        }
    }

    /// All of them.
    public static let all = [
        RegionKey("DataTime", "数据时间", "time of the data"),
        RegionKey("BeginTime", "开始时间", "from"),
        RegionKey("EndTime", "截止时间", "until"),
        RegionKey("PolId", "污染因子编码", "factor"),
        RegionKey("QnRtn", "请求应答结果", "answer to the request"),
        RegionKey("ExeRtn", "请求执行结果", "result of the request"),
        RegionKey("RtdInterval", "实时采样数据上报间隔", "interval of realtime data"),
        RegionKey("MinInterval", "分钟数据上报间隔", "interval of minute data"),
        RegionKey("RestartTime", "数采仪开机时间", "restart of the logger"),
        RegionKey("SystemTime", "系统时间", "system time"),
        RegionKey("OverTime", "超时时间", "timeout"),
        RegionKey("ReCount", "重发次数", "repetitions"),
        RegionKey("NewPW", "新密码", "new password"),
        RegionKey("PW", "新密码", "new password"),
        RegionKey("QN", "请求编码", "QN of the request"),
        RegionKey("CN", "命令编码", "CN of the request"),
        RegionKey("PNUM", "总包数", "number of parts"),
        RegionKey("PNO", "包号", "part"),
        RegionKey("InfoId", "现场端信息编码", "kind of information"),
        RegionKey("CstartTime", "设备采样起始时间", "first sampling"),
        RegionKey("CTime", "采样时间／周期", "sampling time or period"),
        RegionKey("Ctime", "采样周期", "sampling period"),
        RegionKey("Stime", "出样时间", "time an analysis takes"),
        RegionKey("VaseNo", "留样瓶编号", "bottle of the sample"),
        RegionKey("AlarmTime", "报警时间", "time of the alarm"),
        RegionKey("AlarmType", "报警类型", "kind of alarm"),
        RegionKey("AlarmTarget", "报警目标", "centre's address"),
        RegionKey("ReportTarget", "上位机地址", "centre's address"),
        RegionKey("ReportTime", "数据上报时间", "time of reports"),
        RegionKey("WarnTime", "超限报警时间", "time of alarms"),
        RegionKey("RF", "补发标识", "sent again"),
    ]
}
