import Monitoring
import Storage
import Terminal

/// `envhub readings latest`
enum ReadingsLatestCommand: Command {
    static let name = ["readings", "latest"]
    static let summary = "the newest value of every factor at online monitoring points"
    static let arguments = "[MN…]"
    static let options = [Option("over", "", "only values that are over their limit")]
    static let examples = [
        (command: "envhub readings latest", does: "all points, a line a factor"),
        (command: "envhub readings latest 91440101231245152YDW001 --json", does: "one point, for a script"),
        (command: "envhub readings latest --over", does: "what is over its limit now"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let devices = try DeviceFiles(try OpenHub.load(call))
        let standings = try devices.standings(of: call.arguments)
        let isWanted: (PointStanding.Value) -> Bool = { !call.has("over") || $0.isOver }
        if call.isJSON {
            JSONOutput.write { StandingJSON.append(standings, of: devices, where: isWanted, &$0) }
            return .ok
        }
        var table = Table(
            columns: ["监测点", "名称", "因子", "值", "单位", "标记", "限值", "时段", "时间"],
            alignments: [.left, .left, .left, .right, .left, .left, .right])
        for standing in standings {
            for value in standing.values where isWanted(value) { table.add(cells(standing, value, devices)) }
        }
        let out = TerminalOutput.standardOutput
        if table.count == 0 { out.line("no values") } else { out.write(table.rendered()) }
        return .ok
    }

    private static func cells(
        _ standing: PointStanding, _ value: PointStanding.Value, _ devices: DeviceFiles
    ) -> [String] {
        let report = value.report
        return [
            standing.code, standing.name ?? "", devices.name(of: report.factor), report.value?.description ?? "",
            report.unit, report.flag ?? "", ReadingText.limit(value), value.period.code ?? "", Times.text(report.time),
        ]
    }
}
