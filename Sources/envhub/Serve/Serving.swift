import Storage
import Sync
import Terminal

/// What a serving hub does beside answering: runs its connectors when they are due, listens for devices, takes changed files over.
struct Serving: Sendable {
    let watch: HubWatch
    let server: HubServer
    let kept: AccessLogRetention
    let hasDevices: Bool
    let metrics: DeviceMetrics

    /// Works until cancelled.
    func work(isScheduling: Bool) async {
        let asked = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1_000))
        let devices = DeviceListeners { asked.continuation.yield($0) }
        metrics.follow(devices)
        if hasDevices { await follow(devices) { asked.continuation.yield($0) } }
        let scheduler = Scheduler(watch, settings: settings(devices) { asked.continuation.yield($0) })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await tellProblems(devices) }
            group.addTask { await listenAgain(devices) { asked.continuation.yield($0) } }
            group.addTask { await tellAccessLog() }
            group.addTask { await tellConsumers() }
            group.addTask { await followKeys() }
            if isScheduling {
                group.addTask { await scheduler.run() }
                group.addTask { for await name in asked.stream { await scheduler.request(name) } }
            } else {
                group.addTask { while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) } }
            }
            await group.next()
            group.cancelAll()
        }
        await devices.stop()
    }

    private func settings(
        _ devices: DeviceListeners, _ asked: @escaping @Sendable (String) -> Void
    ) -> Scheduler.Settings {
        var settings = Scheduler.Settings()
        settings.accessLog = kept
        settings.keys = { server.signingKeys }
        settings.zone = Times.zone
        settings.committed = { Task { await server.notify() } }
        settings.notices = { await devices.notices(of: $0) }
        settings.report = { event in
            ServeLog.write(event)
            guard case .files(nil) = event else { return }
            Task {
                await reload()
                if hasDevices { await follow(devices, asked) }
            }
        }
        return settings
    }

    /// Says when devices' packets cannot be stored, and when they can again: until then nobody is answered.
    private func tellProblems(_ devices: DeviceListeners) async {
        var told: [String: String] = [:]
        var upstreams: [String: UpstreamReport] = [:]
        while !Task.isCancelled {
            let problems = await devices.problems
            for (name, problem) in problems where told[name] != problem {
                ServeLog.line("\(name): packets of devices are not stored: \(escapingControls(problem))")
            }
            for name in told.keys where problems[name] == nil { ServeLog.line("\(name): packets are stored again") }
            told = problems
            for (name, state) in await devices.upstreams {
                for line in upstreams[name, default: UpstreamReport()].lines(of: state) {
                    ServeLog.line("\(name): \(escapingControls(line))")
                }
            }
            try? await Task.sleep(for: .seconds(5))
        }
    }

    /// Says when the access log is late, long before nobody is answered any more, and when it is not any more.
    private func tellAccessLog() async {
        var report = AccessLogReport()
        while !Task.isCancelled {
            for line in report.lines(of: server.accessLog) { ServeLog.line("access log: \(escapingControls(line))") }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Says when a consumer's cursor is about to be over, and when it is.
    private func tellConsumers() async {
        var report = ConsumerReport()
        while !Task.isCancelled {
            // A store that cannot be read is told of by others.
            if let lags = try? await server.consumers() {
                for line in report.lines(of: lags) { ServeLog.line(escapingControls(line)) }
            }
            try? await Task.sleep(for: .seconds(10))
        }
    }

    /// Takes up keys that were rotated.
    private func followKeys() async {
        var told: String?
        while !Task.isCancelled {
            var problem: String?
            do {
                for key in try await server.followKeys() { ServeLog.line("signs with a new key: \(key)") }
            } catch {
                problem = "\(error)"
                if told != problem { ServeLog.line("the signing keys could not be read anew: \(error)") }
            }
            told = problem
            try? await Task.sleep(for: .seconds(5))
        }
    }

    private func reload() async {
        do { try await server.reload() } catch { ServeLog.line("the feeds could not be served anew: \(error)") }
    }

    /// Listens for devices that could not be listened for at the start.
    private func listenAgain(_ devices: DeviceListeners, _ asked: @Sendable (String) -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(3))
            guard hasDevices, !Task.isCancelled else { continue }
            let found = await devices.tryAgain(watch.hub)
            announce(found.listening, found.problems, asked)
        }
    }

    private func follow(_ devices: DeviceListeners, _ asked: @Sendable (String) -> Void) async {
        let (listening, problems) = await devices.follow(watch.hub)
        announce(listening, problems, asked)
    }

    private func announce(
        _ listening: [String: String], _ problems: [String], _ asked: @Sendable (String) -> Void
    ) {
        for (name, address) in listening.sorted(by: { $0.key < $1.key }) {
            TerminalOutput.standardOutput.line("devices   \(address) (\(name))")
        }
        // What came before the hub was stopped waits.
        for name in listening.keys { asked(name) }
        for problem in problems {
            ServeLog.line("devices cannot report: \(escapingControls(problem)); it is tried again every few seconds")
        }
    }
}
