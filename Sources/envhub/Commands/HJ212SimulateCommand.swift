import Foundation
import JSON
import Monitoring
import Sync
import Terminal

/// `envhub hj212 simulate`
enum HJ212SimulateCommand: Command {
    static let name = ["hj212", "simulate"]
    static let summary = "report like many devices, for load, and check that every packet is answered"
    static let options = [
        Option("to", "HOST:PORT", "where the hub listens for devices (default 127.0.0.1:9212)"),
        Option("points", "N", "how many devices, each with a connection of its own (default 100)"),
        Option("rate", "N", "how many packets a second, all devices together (default: as many as are answered)"),
        Option("factors", "N", "how many factors a packet has (default 10)"),
        Option("seconds", "N", "stop after so many seconds (default 10, or when --packets are answered)"),
        Option("packets", "N", "stop when so many packets are answered"),
        Option("command", "CN", "which command the packets are: 2011, 2051 or 2061 (default 2011)"),
        Option("password", "PW", "the password of the packets (default 123456)"),
        Option("start", "TIME", "the time of the first data (default: a day ago)"),
        Option("answered", "FILE", "write the MN and the time (in milliseconds) of every packet that was answered"),
    ]
    static let examples = [
        (
            command: "envhub hj212 simulate --points 10000 --rate 5000",
            does: "ten thousand devices, 5,000 packets a second"
        ),
        (command: "envhub hj212 simulate --packets 1000 --json", does: "a thousand packets, the result for scripts"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let plan = try plan(call)
        let log = try call["answered"].map { try AnswerLog(path: $0) }
        let fleet: DeviceFleet
        do {
            fleet = try DeviceFleet(plan, zone: Times.zone) { log?.add($0, $1) }
        } catch {
            throw CommandError("\(error)")
        }
        let work = FleetWork(fleet)
        let report = try await Interruption.cancelling { await work.run() }
        log?.close()
        if call.isJSON { writeJSON(report) } else { writeText(report) }
        if report.sent == 0 { throw CommandError("nothing takes connections at \(plan.host):\(plan.port)") }
        return report.wrong > 0 || report.answered == 0 ? .problem : .ok
    }

    /// The fleet belongs to the thread that runs it, and to nobody before.
    private struct FleetWork: @unchecked Sendable {
        private let fleet: DeviceFleet

        init(_ fleet: DeviceFleet) { self.fleet = fleet }

        func run() async -> FleetReport {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    Thread { continuation.resume(returning: fleet.run()) }.start()
                }
            } onCancel: { [stop = fleet.stopper] in
                stop()
            }
        }
    }

    private static func plan(_ call: Call) throws -> FleetPlan {
        var plan = FleetPlan()
        if let address = call["to"] {
            let parts = address.split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else {
                throw UsageError("--to is HOST:PORT, such as 127.0.0.1:9212")
            }
            (plan.host, plan.port) = (String(parts[0]), port)
        }
        plan.devices = try call.integer("points", in: 1...1_000_000_000) ?? plan.devices
        plan.rate = try call.integer("rate", in: 1...1_000_000_000) ?? plan.rate
        plan.factors = try call.integer("factors", in: 1...1_000_000_000) ?? plan.factors
        plan.packets = try call.integer("packets", in: 1...1_000_000_000)
        plan.seconds =
            try call.integer("seconds", in: 1...1_000_000_000).map(Double.init) ?? (plan.packets == nil ? 10 : nil)
        plan.command = try call.integer("command", in: 1...1_000_000_000) ?? plan.command
        plan.password = call["password"] ?? plan.password
        plan.start = try call.instant("start") ?? SyncRun.clock() - 86_400_000
        if plan.command == 2051 { plan.step = 60 }
        if plan.command == 2061 { plan.step = 3_600 }
        return plan
    }

    private static func writeText(_ report: FleetReport) {
        func ms(_ share: Double) -> String { "\((report.wait(share) * 10).rounded() / 10) ms" }
        let out = TerminalOutput.standardOutput
        let seconds = (report.seconds * 10).rounded() / 10
        out.line(
            "\(HumanFormat.count(report.answered)) of \(HumanFormat.count(report.sent, "packet")) answered in \(seconds) s: "
                + "\(HumanFormat.count(Int(report.rate))) a second")
        out.line(
            "sent again \(HumanFormat.count(report.sentAgain)), wrong answers \(HumanFormat.count(report.wrong)), "
                + "broken connections \(HumanFormat.count(report.broken))")
        out.line("from sending to the answer: half within \(ms(0.5)), 99 % within \(ms(0.99)), all within \(ms(1))")
    }

    private static func writeJSON(_ report: FleetReport) {
        JSONOutput.write { writer in
            writer.beginObject()
            writer.field("sent", Int64(report.sent))
            writer.field("answered", Int64(report.answered))
            writer.field("sent_again", Int64(report.sentAgain))
            writer.field("wrong", Int64(report.wrong))
            writer.field("broken", Int64(report.broken))
            writer.field("milliseconds", Int64(report.seconds * 1000))
            writer.field("p50_microseconds", Int64(report.wait(0.5) * 1000))
            writer.field("p99_microseconds", Int64(report.wait(0.99) * 1000))
            writer.endObject()
        }
    }
}

/// Writes down which packets were answered: a line each, with its MN and the time of its data.
private final class AnswerLog {
    private let file: FileHandle
    private var lines: [UInt8] = []

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw CommandError("cannot write \(path)") }
        self.file = file
    }

    func add(_ mn: String, _ time: Int64) {
        lines += Array("\(mn) \(time)\n".utf8)
        if lines.count > 1 << 16 { flush() }
    }

    private func flush() {
        try? file.write(contentsOf: Data(lines))
        lines.removeAll(keepingCapacity: true)
    }

    func close() {
        flush()
        try? file.close()
    }
}
