import Model
import Testing

@testable import Connectors

/// One body over every kind: what a run relies on, whatever it pulls from.
@Suite struct ConformanceTests {
    private func file(_ station: any Station, incremental: Bool = false) throws -> ConnectorDefinition {
        let more = incremental && !station.incremental.isEmpty
        let yaml =
            station.yaml.replacing("CURSOR", with: more ? "{cursor}" : "") + """

                timezone: Asia/Shanghai
                retry: { attempts: 1 }
                sync: { mode: \(incremental ? "incremental" : "snapshot"), deletes: none\(more ? ", " + station.incremental : "") }
                """
        return try definition(yaml)
    }

    private func pull(
        _ station: any Station, from cursor: String? = nil, incremental: Bool = false
    ) async throws -> PulledRun {
        let read = try file(station, incremental: incremental)
        return try await pullAll(try read.open(station.paths, hub: station.hub.path), from: cursor)
    }

    @Test(arguments: StationKind.available)
    func pullsEveryRecordOnce(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 10)
        defer { station.hub.remove() }
        let run = try await pull(station)
        let expected = (1...10).map { StationRecord(index: $0) }
        let rows = run.rows.map { $0.prefix(3).map { $0 ?? "" } }.sorted { $0[2] < $1[2] }
        #expect(rows == expected.map { [$0.number, $0.name, $0.time] })
        #expect(run.faults.isEmpty)
        #expect(run.pages >= 4)
        #expect(run.end == nil)
    }

    @Test(arguments: StationKind.available)
    func goesOnFromEveryPage(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 10)
        defer { station.hub.remove() }
        for incremental in [false, true] {
            let whole = try await pull(station, incremental: incremental)
            var before = 0
            let read = try file(station, incremental: incremental)
            let connector = try read.open(station.paths, hub: station.hub.path)
            var cursor: String?
            for known in whole.cursors.dropLast() {
                before += try await connector.page(after: cursor).page.count
                cursor = known
                let rest = try await pull(station, from: known, incremental: incremental)
                #expect(rest.rows == Array(whole.rows.dropFirst(before)))
                guard incremental, station.countsPages else {
                    #expect(rest.end == whole.end)
                    continue
                }
                // Counted pages may have moved: everything is read once more, and only then the mark moves.
                let again = try await pull(station, from: rest.end, incremental: true)
                #expect(again.rows == whole.rows && again.end == whole.end)
            }
        }
    }

    /// What a remap relies on: raw records of a page say again what they said, alone and together.
    @Test(arguments: StationKind.available)
    func keptRecordsReadAsTheyCame(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 10)
        defer { station.hub.remove() }
        let read = try file(station)
        let plan = read.plan(for: RecordShape(scopes: [.init(paths: station.paths)]))
        let pulled = try await read.open(station.paths, hub: station.hub.path).page(after: nil)
        let came = pulled.page
        let records = came.places.map {
            KeptRecords.Record(raw: came.raw($0), item: Int($0.item), line: Int($0.line))
        }
        #expect(records.count > 1)
        var kept = KeptRecords(name: "p", prologue: pulled.prologue, layout: came.layout, records: records)
        let all = try kept.decode(read, plan: plan)
        #expect(all.origins == Array(records.indices))
        for (index, record) in records.enumerated() {
            kept.records = [record]
            let (alone, origins) = try kept.decode(read, plan: plan)
            #expect(origins == [0] && rows(alone) == [rows(came)[index]] && alone.raw(0) == record.raw)
            #expect(alone.places[0].item == record.item && alone.places[0].line == record.line)
            #expect(alone.layout == came.layout && all.page.raw(index) == record.raw)
        }
        #expect(rows(all.page) == rows(came) && all.page.layout == came.layout)
        #expect(all.page.places.map(\.line) == came.places.map(\.line))
    }

    @Test(arguments: StationKind.available)
    func emptyIsNoError(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 0)
        defer { station.hub.remove() }
        let run = try await pull(station)
        #expect(run.rows.isEmpty)
        #expect(run.pages == 1)
    }

    @Test(arguments: StationKind.available)
    func secondRunBringsNothingNew(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 10)
        defer { station.hub.remove() }
        let first = try await pull(station, incremental: true)
        #expect(first.rows.count == 10)
        let second = try await pull(station, from: first.end, incremental: true)
        #expect(second.rows.count <= 1)
        #expect(second.rows.allSatisfy(first.rows.contains))
        #expect(second.end == first.end)
    }

    @Test(arguments: StationKind.available)
    func aBrokenSourceIsAnError(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 10)
        defer { station.hub.remove() }
        try station.breakDown()
        let error = await #expect(throws: ConnectorError.self) { try await pull(station) }
        #expect(error?.kind == .unexpected || error?.kind == .settings)
        #expect(error?.code.isEmpty == false)
    }

    @Test(arguments: StationKind.available)
    func aStoppedRunSaysSo(_ kind: StationKind) async throws {
        let station = try kind.type.init(count: 10)
        defer { station.hub.remove() }
        let connector = try file(station).open(station.paths, hub: station.hub.path)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            _ = try await connector.page(after: nil)
        }
        task.cancel()
        let error = await #expect(throws: ConnectorError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }
}
