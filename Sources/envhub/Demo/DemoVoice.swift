import DemoSystems
import Foundation
import Storage
import Sync
import Terminal

/// What the demo tells, step by step.
struct DemoVoice: Sendable {
    /// Scripts read the output: only the result is written.
    let isQuiet: Bool

    private var out: TerminalOutput { isQuiet ? .standardError : .standardOutput }

    func line(_ text: String = "") {
        if !isQuiet { out.line(text) }
    }

    func heading(_ text: String) {
        line()
        line(out.styled("── \(text)", .bold))
        line()
    }

    func systems(_ systems: RunningSystems) {
        var table = Table(columns: ["system", "", "reached by"])
        table.add(["discharge-permit", "排污许可", "HTTP, JSON   \(systems.permitURL)"])
        table.add(["hazardous-waste", "危险废物", "SOAP, XML    \(systems.wasteURL)"])
        let folder = systems.declarationURL ?? systems.declarationFolder.path
        table.add(["solid-waste", "固体废物", "GB 18030 CSV \(folder)"])
        table.add(["monitoring", "环境监测", "ODBC         \(systems.databasePath)"])
        if !isQuiet { out.write(table.rendered()) }
        for note in systems.notes { line("note: \(note)") }
    }

    func runs(_ runs: [Run], hub: String) {
        if isQuiet { return }
        RunsTable.write(runs)
        let read = runs.reduce(0) { $0 + $1.counts.read }
        let held = runs.reduce(0) { $0 + $1.counts.quarantined + $1.counts.heldChildren }
        line()
        line(
            runs.allSatisfy(\.counts.isBalanced)
                ? "every one of \(HumanFormat.count(Int(read))) records is accounted for: read = stored + unchanged + "
                    + "quarantined + filtered + deleted"
                : "the counts DO NOT balance")
        if held > 0 {
            line(
                "\(held) \(held == 1 ? "is" : "are") held with the place and the reason: envhub quarantine list --hub \(hub)"
            )
        }
    }

    func loaded(_ feed: String, _ lines: [DemoPartner.Line], head: Int) {
        var counts: [String: Int] = [:]
        for line in lines { counts[line.entity, default: 0] += 1 }
        let parts = counts.sorted { $0.key < $1.key }.map { "\(HumanFormat.count($0.value)) \($0.key)" }
        line("\(feed): \(HumanFormat.count(lines.count, "record")), head \(head)")
        line("  " + parts.joined(separator: ", "))
    }

    func arrived(
        _ changes: [ExpectedChange], _ lines: [String: [DemoPartner.Line]], _ arrivals: DemoArrivals
    ) {
        if isQuiet { return }
        var table = Table(columns: ["system", "what happened", "to whom", "should arrive"])
        for change in changes {
            let told = change.arrivals.map { "\($0.feed): \($0.count) \($0.op) \($0.entity)" }
            table.add([change.system, change.zh, change.subject, told.first ?? "in no feed"])
            for more in told.dropFirst() { table.add(["", "", "", more]) }
        }
        out.write(table.rendered())
        for (feed, lines) in lines.sorted(by: { $0.key < $1.key }) {
            line()
            line("\(feed): \(lines.count) lines arrived")
            for arrived in lines { line("  " + escapingControls(arrived.text).truncated(to: lineWidth)) }
        }
        line()
        for text in arrivals.missing { line(out.styled("did not arrive: \(text)", .red)) }
        for text in arrivals.unexpected { line(out.styled("arrived without cause: \(text)", .red)) }
        if arrivals.missing.isEmpty, arrivals.unexpected.isEmpty {
            line(out.styled("exactly these changes arrived, and nothing else", .green))
        }
    }

    func exceedance(_ point: DemoDevices.Point, _ opened: [DemoDevices.Arrival], _ closed: [DemoDevices.Arrival]) {
        line()
        line(
            out.styled("● \(point.code) \(point.name) goes over: the permit allows \(point.limit) \(point.unit)", .red))
        for arrival in opened { tell(arrival) }
        line(out.styled("● \(point.code) is within the limit again, three times in a row", .green))
        for arrival in closed { tell(arrival) }
    }

    private func tell(_ arrival: DemoDevices.Arrival) {
        line("  \(arrival.feed), \(arrival.milliseconds) ms later:")
        line("  " + escapingControls(arrival.text).truncated(to: lineWidth))
    }

    func commands(_ keys: [(feed: String, key: String)], _ address: String, admin: Int, _ directory: String) {
        heading("Try it")
        for (feed, key) in keys {
            line("curl -H 'Authorization: Bearer \(key)' '\(address)/v1/feeds/\(feed)/changes?cursor=start&limit=3'")
        }
        if let first = keys.first {
            line("curl -H 'Authorization: Bearer \(first.key)' '\(address)/v1/feeds/\(first.feed)/schema'")
        }
        line("curl 'http://127.0.0.1:\(admin)/v1/status'")
        line("envhub quarantine list --hub \(directory)")
    }

    private var lineWidth: Int { out.isTerminal ? max(out.width - 2, 40) : 160 }
}
