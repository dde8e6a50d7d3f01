import Monitoring
import Storage
import Terminal

/// How the points stand, as a picture for a terminal: those that need somebody come first.
struct PointPicture {
    private let standings: [PointStanding]
    private let devices: DeviceFiles
    private let now: Int64
    private let isColored = TerminalOutput.standardOutput.showsColor

    init(_ devices: DeviceFiles, now: Int64) throws {
        self.devices = devices
        self.now = now
        let order = PointStanding.State.allCases
        let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        standings = try devices.standings().sorted { one, other in
            let (left, right) = (rank[one.state] ?? 0, rank[other.state] ?? 0)
            if left != right { return left < right }
            return one.since != other.since ? one.since > other.since : one.code < other.code
        }
    }

    /// The picture; lines that do not fit are counted instead.
    func text(width: Int, height: Int) -> String {
        var table = Table(columns: ["状态", "监测点", "名称", "自", "最近上报", "数值"])
        let room = max(height - 4, 1)
        let shown = standings.count > room ? standings.prefix(room - 1) : standings[...]
        for standing in shown {
            table.add([
                standing.state.zh, standing.code, standing.name ?? "", Times.text(standing.since), ago(standing.heard),
                values(standing),
            ])
        }
        var lines = table.rendered(maxWidth: width).split(separator: "\n").map(String.init)
        for (index, standing) in shown.enumerated() { lines[index + 2] = colored(lines[index + 2], standing.state) }
        if shown.count < standings.count { lines.append("… \(standings.count - shown.count) more") }
        return summary + "\n\n" + lines.joined(separator: "\n") + "\n"
    }

    private var summary: String {
        let counts = PointStanding.State.allCases.map { state in
            "\(standings.count { $0.state == state }) \(state.zh)"
        }
        return "\(Times.text(now))  \(HumanFormat.count(standings.count, "point")): "
            + counts.joined(separator: ", ")
    }

    private func ago(_ time: Int64) -> String { HumanFormat.ago(seconds: Int(max(now - time, 0) / 1000)) }

    /// What is over first, then the rest.
    private func values(_ standing: PointStanding) -> String {
        let values = standing.values.filter(\.isOver) + standing.values.filter { !$0.isOver }
        return values.map { value in
            let unit = value.report.unit.isEmpty ? "" : " " + value.report.unit
            let limit = ReadingText.limit(value)
            let flag = value.report.flag.map { $0 == "N" ? "" : " [\($0)]" } ?? ""
            return devices.name(of: value.report.factor) + " \(value.report.value?.description ?? "")" + unit
                + (limit.isEmpty ? "" : " (\(limit))") + flag
        }.joined(separator: ", ")
    }

    private func colored(_ line: String, _ state: PointStanding.State) -> String {
        guard isColored else { return line }
        switch state {
        case .over: return Style.red.applied(to: line)
        case .offline: return Style.dim.applied(to: line)
        case .suspect: return Style.yellow.applied(to: line)
        case .normal: return line
        }
    }
}
