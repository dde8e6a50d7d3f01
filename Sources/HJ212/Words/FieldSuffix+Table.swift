extension FieldSuffix {
    /// One suffix in words.
    struct Row: Sendable {
        let name: StaticString
        let zh: String
        let en: String

        init(_ name: StaticString, _ zh: String, _ en: String) {
            self.name = name
            self.zh = zh
            self.en = en
        }
    }

    var row: Row { Self.table[Int(rawValue)] }

    /// In the order of the cases.
    private static let table = [
        Row("", "", ""),
        Row("", "其他", "other"),
        Row("Rtd", "实时值", "realtime"),
        Row("Min", "最小值", "minimum"),
        Row("Avg", "平均值", "mean"),
        Row("Max", "最大值", "maximum"),
        Row("Cou", "累计值", "sum"),
        Row("ZsRtd", "实时折算值", "realtime, converted"),
        Row("ZsMin", "最小折算值", "minimum, converted"),
        Row("ZsAvg", "平均折算值", "mean, converted"),
        Row("ZsMax", "最大折算值", "maximum, converted"),
        Row("Data", "噪声值", "noise"),
        Row("DayData", "昼间噪声值", "noise by day"),
        Row("NightData", "夜间噪声值", "noise by night"),
        Row("RS", "运行状态", "running state"),
        Row("RT", "运行时间", "running hours"),
        Row("ValidNum", "有效数据个数", "valid samples"),
        Row("TotalNum", "数据总个数", "samples"),
        Row("UpValue", "报警上限", "upper alarm limit"),
        Row("LowValue", "报警下限", "lower alarm limit"),
        Row("SampleRd", "标样测量值", "reading of the standard"),
        Row("StandardValue", "标样标称值", "nominal value of the standard"),
        Row("Flag", "数据标记", "data flag"),
        Row("EFlag", "设备标志", "instrument's own flag"),
        Row("SampleTime", "采样时间", "time of sampling"),
        Row("CompleteTime", "完成时间", "time of completion"),
        Row("Info", "现场端信息", "information"),
        Row("SN", "设备唯一标识", "serial number"),
        Row("SampleType", "样品类型", "kind of sample"),
        Row("ResultType", "结果类型", "kind of result"),
        Row("Ala", "报警值", "alarm value"),
    ]
}
