import Dispatch
import Glibc
import HJ212
import Model
import Storage
import Synchronization

/// Stores what has come from devices: everything that waits in one transaction, on a queue of its own, so that waiting for the
/// disk holds up nobody who sends.
final class IntakeWriter: @unchecked Sendable {
    private let queue = DispatchQueue(label: "envhub.devices")
    let store: SeriesStore
    let judge: ExceedanceJudge
    let states: StateKeeper
    let computer: PeriodComputer
    private var columns: FactorColumns
    private var reading = Reading()
    /// What became of packets since the start.
    let counts = Mutex(DeviceService.State())
    let isStopped = Mutex(false)
    private let noticed: @Sendable () -> Void
    private var told = 0
    /// What is forwarded; nil when nothing is.
    let spooling: SpoolIntake?
    /// Is told after every commit that brought something to forward.
    let spooled = Mutex<(@Sendable () -> Void)?>(nil)

    /// - Parameter noticed: is told after every commit that brought notices.
    init(
        _ store: SeriesStore, judge: ExceedanceJudge, computer: PeriodComputer, states: StateKeeper,
        columns: FactorColumns, spooling: SpoolIntake? = nil,
        noticed: @escaping @Sendable () -> Void
    ) {
        self.store = store
        self.spooling = spooling
        self.judge = judge
        self.states = states
        judge.told = { [states] in try states.note($0, $1, isOpen: $2, at: $3) }
        self.computer = computer
        self.columns = columns
        self.noticed = noticed
    }

    /// Stores a batch, trying again as long as the store is busy or full, and gives it back when it is on the disk.
    func store(_ batch: IntakeBatch, then done: @escaping @Sendable (IntakeBatch) -> Void) {
        queue.async { [self] in
            while !isStopped.withLock({ $0 }) {
                do {
                    try write(batch)
                    return done(batch)
                } catch {
                    counts.withLock { $0.problem = "\(error)" }
                    usleep(200_000)
                }
            }
        }
    }

    /// Does other work on the store, between batches.
    func perform(_ work: @escaping @Sendable (IntakeWriter) -> Void) { queue.async { [self] in work(self) } }

    /// Waits until all that was handed over has been stored.
    func wait() { queue.sync {} }

    /// Lets forwarded packets go from the spool: with the next batch, or soon without one.
    func settle(_ outcomes: [SpoolOutcome], within milliseconds: Int64) {
        guard let spooling, spooling.put(outcomes) else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(Int(milliseconds))) { [self] in settleNow() }
    }

    private func settleNow() {
        guard let spooling, spooling.isDue() else { return }
        do {
            try store.inTransaction { try spooling.settle(store) }
            finish(spooling)
            tellNotices()
        } catch {
            spooling.forget()
            guard !isStopped.withLock({ $0 }) else { return }
            // Nothing is lost: what stays in the spool is sent again after a restart, under the same QN.
            settle([], within: 1_000)
        }
    }

    /// After a commit.
    private func finish(_ spooling: SpoolIntake) {
        if spooling.committed(store) { spooled.withLock { $0 }?() }
    }

    /// Ends trying, and waits for what is being stored.
    func stop() {
        isStopped.withLock { $0 = true }
        queue.sync { settleNow() }
    }

    private func write(_ batch: IntakeBatch) throws {
        var fresh = DeviceService.State()
        do {
            try store.inTransaction {
                try spooling?.settle(store)
                for item in batch.items { try write(item, of: batch, &fresh) }
                for notice in batch.refused { try store.put(notice) }
                if let now = batch.items.last?.received { try states.settle(judge.book, at: now) }
            }
        } catch {
            forget()
            throw error
        }
        if let spooling { finish(spooling) }
        fresh.refused = Int64(batch.refused.count)
        counts.withLock { counts in
            counts.stored += fresh.stored
            counts.repeated += fresh.repeated
            counts.extended += fresh.extended
            counts.corrected += fresh.corrected
            counts.refused += fresh.refused
            counts.commits += 1
            counts.problem = nil
        }
        tellNotices()
    }

    /// After a rollback.
    func forget() {
        columns.forget()
        judge.forget()
        states.forget()
        computer.forget()
        spooling?.forget()
    }

    /// After a commit.
    func tellNotices() {
        guard store.noticesPut != told else { return }
        told = store.noticesPut
        noticed()
    }

    private func write(_ item: IntakeBatch.Item, of batch: IntakeBatch, _ fresh: inout DeviceService.State) throws {
        let frame = batch.bytes.span.extracting(item.frame)
        let mn = item.packet.mn.text(in: frame)
        let point = try store.point(mn)
        reading.removeValues()
        reading.series = SeriesID(point: point, period: item.period)
        reading.time = item.time
        reading.received = item.received
        reading.origin = item.isHistory ? .history : .device
        for index in item.fields {
            let field = batch.fields[index]
            let column = try columns.column(field, in: frame, store)
            if field.kind == .number, field.scale >= 0 {
                reading.add(column, mantissa: field.mantissa, scale: UInt8(field.scale))
            } else {
                unsafe reading.add(column, text: frame.extracting(field.value.range).bytes)
            }
        }
        let outcome = try store.append(&reading)
        switch outcome {
        // That the hub had computed the moment before is none of the device's.
        case .stored, .replaced: fresh.stored += 1
        case .repeated: fresh.repeated += 1
        case .extended: fresh.extended += 1
        case .corrected: fresh.corrected += 1
        }
        try states.take(reading, isNew: outcome != .repeated)
        if outcome == .repeated { return }
        if outcome == .replaced {
            // What the hub had computed may have had factors that the device leaves out.
            try judge.judgeAgain(reading.series, from: reading.time, at: reading.received)
        } else {
            try judge.judge(reading)
        }
        try computer.note(reading)
        try spooling?.take(item.packet, frame, reading.series, mn: mn, at: item.received, store)
    }
}
