extension CommandCode {
    /// 2000 to 2999: data.
    static let data = [
        CommandCode(2011, .y2005 ... .y2025, .both, "取／上传污染物实时数据", "realtime data"),
        CommandCode(2012, .y2005 ... .y2025, .toDevice, "停止察看污染物实时数据", "stop realtime data"),
        CommandCode(2013, .y2025 ... .y2025, .both, "取／上传原始监测数据（周期性监测）", "raw data of periodic monitoring"),
        CommandCode(2021, .y2005 ... .y2025, .both, "取／上传设备运行状态数据", "states of treatment equipment"),
        CommandCode(2022, .y2005 ... .y2025, .toDevice, "停止察看设备运行状态", "stop states of equipment"),
        CommandCode(2031, .y2005 ... .y2025, .both, "取／上传污染物日历史数据", "day data"),
        CommandCode(2041, .y2005 ... .y2025, .both, "取／上传设备运行时间日历史数据", "running hours of equipment, by day"),
        CommandCode(2051, .y2005 ... .y2025, .both, "取／上传污染物分钟数据", "minute data"),
        CommandCode(2052, .y2025 ... .y2025, .fromDevice, "上传噪声声级单次测量数据", "noise, one measurement"),
        CommandCode(2061, .y2005 ... .y2025, .both, "取／上传污染物小时数据", "hour data"),
        CommandCode(2062, .y2025 ... .y2025, .both, "取／上传自动标样核查（校准）数据", "automatic checks with standards"),
        CommandCode(2071, .y2005 ... .y2005, .both, "取／上传污染物报警记录", "alarm records"),
        CommandCode(2072, .y2005 ... .y2005, .fromDevice, "上传报警事件", "an alarm"),
        CommandCode(2081, .y2017 ... .y2025, .fromDevice, "上传数采仪开机时间", "restart of the logger"),
        CommandCode(2111, .y2025 ... .y2025, .fromDevice, "上传炉膛温度 5 min 均值", "furnace temperature, means of 5 minutes"),
    ]
}
