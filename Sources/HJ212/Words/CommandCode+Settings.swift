extension CommandCode {
    /// 1000 to 1999: settings.
    static let settings = [
        CommandCode(1000, .y2005 ... .y2025, .toDevice, "设置超时时间及重发次数", "set timeout and repetitions"),
        CommandCode(
            1001, .y2005 ... .y2025, .both, "上传数采仪硬件序号（2005 版：设置超限报警时间）",
            "serial numbers of the logger (2005: set the time of alarms)"),
        CommandCode(1002, .y2025 ... .y2025, .toDevice, "设置数采仪 MN 编码", "set the logger's MN"),
        CommandCode(1011, .y2005 ... .y2025, .both, "提取／上传现场机时间", "get the device's time"),
        CommandCode(1012, .y2005 ... .y2025, .toDevice, "设置现场机时间", "set the device's time"),
        CommandCode(1013, .y2017 ... .y2025, .fromDevice, "现场机时间校准请求", "the device asks for the time"),
        CommandCode(1014, .y2025 ... .y2025, .both, "获取／设置 SM4 密钥", "get or set the SM4 key"),
        CommandCode(1021, .y2005 ... .y2005, .both, "提取／上传污染物报警门限值", "get alarm limits"),
        CommandCode(1022, .y2005 ... .y2005, .toDevice, "设置污染物报警门限值", "set alarm limits"),
        CommandCode(1031, .y2005 ... .y2005, .both, "提取／上传上位机地址", "get the centre's address"),
        CommandCode(1032, .y2005 ... .y2005, .toDevice, "设置上位机地址", "set the centre's address"),
        CommandCode(1041, .y2005 ... .y2005, .both, "提取／上传数据上报时间", "get the time of reports"),
        CommandCode(1042, .y2005 ... .y2005, .toDevice, "设置数据上报时间", "set the time of reports"),
        CommandCode(1061, .y2005 ... .y2025, .both, "提取／上传实时数据间隔", "get the interval of realtime data"),
        CommandCode(1062, .y2005 ... .y2025, .toDevice, "设置实时数据间隔", "set the interval of realtime data"),
        CommandCode(1063, .y2017 ... .y2025, .both, "提取／上传分钟数据间隔", "get the interval of minute data"),
        CommandCode(1064, .y2017 ... .y2025, .toDevice, "设置分钟数据间隔", "set the interval of minute data"),
        CommandCode(1072, .y2005 ... .y2025, .toDevice, "设置现场机密码", "set the device's password"),
    ]
}
