/// What a request is answered first: QnRtn (HJ 212-2017 table 6).
public enum RequestResult: Int, Sendable, CaseIterable {
    /// Ready to execute.
    case ready = 1
    /// Refused.
    case refused = 2
    /// Wrong PW.
    case pw = 3
    /// Wrong MN.
    case mn = 4
    /// Wrong ST.
    case st = 5
    /// Wrong Flag.
    case flag = 6
    /// Wrong QN.
    case qn = 7
    /// Wrong CN.
    case cn = 8
    /// Wrong checksum.
    case checksum = 9
    /// An error that is not known.
    case unknown = 100

    /// In Chinese, as the standard has it.
    public var zh: String {
        switch self {
        case .ready: "准备执行请求"
        case .refused: "请求被拒绝"
        case .pw: "PW 错误"
        case .mn: "MN 错误"
        case .st: "ST 错误"
        case .flag: "Flag 错误"
        case .qn: "QN 错误"
        case .cn: "CN 错误"
        case .checksum: "CRC 校验错误"
        case .unknown: "未知错误"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .ready: "ready to execute"
        case .refused: "refused"
        case .unknown: "unknown error"
        case .checksum: "wrong checksum"
        default: "wrong \(String(describing: self).uppercased())"
        }
    }
}

/// How a request went: ExeRtn (HJ 212-2017 table 7).
public enum ExecutionResult: Int, Sendable, CaseIterable {
    /// Done.
    case done = 1
    /// Failed, nobody knows why.
    case failed = 2
    /// A condition of the command is wrong.
    case condition = 3
    /// It took too long.
    case timeout = 4
    /// The system is busy.
    case busy = 5
    /// The system has a fault.
    case fault = 6
    /// There is no data.
    case noData = 100

    /// In Chinese, as the standard has it.
    public var zh: String {
        switch self {
        case .done: "执行成功"
        case .failed: "执行失败，但不知道原因"
        case .condition: "命令请求条件错误"
        case .timeout: "通讯超时"
        case .busy: "系统繁忙不能执行"
        case .fault: "系统故障"
        case .noData: "没有数据"
        }
    }

    /// In English.
    public var en: String {
        switch self {
        case .done: "done"
        case .failed: "failed, reason unknown"
        case .condition: "a condition of the command is wrong"
        case .timeout: "timeout"
        case .busy: "the system is busy"
        case .fault: "the system has a fault"
        case .noData: "no data"
        }
    }
}
