extension CommandCode {
    /// 3000 to 3999: control.
    static let control = [
        CommandCode(3011, .y2005 ... .y2025, .toDevice, "零点校准量程校准", "calibrate zero and span"),
        CommandCode(3012, .y2005 ... .y2025, .toDevice, "即时采样", "sample now"),
        CommandCode(
            3013, .y2005 ... .y2025, .toDevice, "启动清洗／反吹（2005 版：设备操作）", "clean or blow back (2005: operate equipment)"),
        CommandCode(
            3014, .y2005 ... .y2017, .toDevice, "比对采样（2005 版：设置设备采样时间周期）",
            "sample for comparison (2005: set the sampling period)"),
        CommandCode(3015, .y2017 ... .y2017, .both, "超标留样", "keep a sample when over the limit"),
        CommandCode(3016, .y2017 ... .y2017, .toDevice, "设置采样时间周期", "set the sampling period"),
        CommandCode(3017, .y2017 ... .y2017, .both, "提取／上传采样时间周期", "get the sampling period"),
        CommandCode(3018, .y2017 ... .y2025, .both, "提取／上传出样时间", "get the time an analysis takes"),
        CommandCode(3019, .y2017 ... .y2025, .both, "提取／上传设备唯一标识", "identity of an instrument"),
        CommandCode(3020, .y2017 ... .y2025, .both, "提取／上传现场机信息", "logs, states and parameters of a device"),
        CommandCode(3021, .y2017 ... .y2025, .toDevice, "设置现场机参数", "set parameters of a device"),
        CommandCode(3022, .y2025 ... .y2025, .both, "下发即时留样任务／上传留样信息", "keep a sample now"),
        CommandCode(3024, .y2025 ... .y2025, .toDevice, "启动自动标样核查", "start a check with a standard"),
    ]

    /// 9000 to 9999: interaction.
    static let interaction = [
        CommandCode(9011, .y2005 ... .y2025, .both, "请求应答", "answer to a request"),
        CommandCode(9012, .y2005 ... .y2025, .both, "执行结果", "result of a request"),
        CommandCode(9013, .y2005 ... .y2025, .both, "通知应答", "answer to a notice"),
        CommandCode(9014, .y2005 ... .y2025, .both, "数据应答", "answer to data"),
        CommandCode(9015, .y2025 ... .y2025, .fromDevice, "心跳包", "heartbeat"),
    ]
}
