import Diagnostics

extension ConnectorKind {
    /// Devices that report over HJ 212.
    static let hj212 = ConnectorKind(
        name: "hj212", title: "online monitoring devices that report over HJ 212",
        keys: [
            "": ["listen", "devices", "units", "retention", "judge", "states", "ask", "compute", "upstream"],
            "listen": ["host", "port"],
            "devices": ["unknown", "allow", "password", "keys", "idle", "most", "most_per_address", "most_ahead"],
            "retention": DeviceRules.Period.allCases.map(\.rawValue),
            "judge": DeviceRules.Period.allCases.map(\.rawValue),
            "ask": ["history", "within", "clock"],
            "states": ["offline", "constant", "negative"],
            "compute": ["hour", "day"],
            "upstream": UpstreamRules.keys,
        ]
    ) { reader, _ in HJ212Source(reader) }
}

/// The settings of kind `hj212`: `envhub serve` listens by them, and what follows from the readings (exceedances, states of
/// points, refused packets) is pulled as records.
public struct HJ212Source: ConnectorSource {
    /// What the file says of the devices.
    public let rules: DeviceRules

    /// Notices are JSON objects.
    public var format: RecordFormat { .json }

    /// The hub writes the records itself, and exceedances may come long after the first state.
    public var isSampled: Bool { false }

    /// Pulls the notices.
    public func connector(
        _ definition: ConnectorDefinition, plan: RecordPlan, environment: ConnectorEnvironment
    ) throws(ConnectorError) -> any Connector {
        try NoticeConnector(definition, plan, environment)
    }

    /// Decodes a kept notice.
    public func decoder(_ definition: ConnectorDefinition, plan: RecordPlan) throws(ConnectorError) -> any RecordDecoder
    {
        try JSONRecordDecoder(plan.shape, records: nil, maxBody: definition.limits.maxBody)
    }
}

extension HJ212Source {
    /// Reads the keys of kind `hj212`; nil after reporting what stops it.
    init?(_ reader: DefinitionReader) {
        let keys = ConnectorKind.hj212.keys
        var rules = DeviceRules()
        guard let listen = reader.root.required("listen")?.reader(keys: keys["listen"] ?? []) else { return nil }
        rules.host = listen.optional("host")?.text() ?? rules.host
        guard let port = listen.required("port")?.integer(in: 0...65_535) else { return nil }
        rules.port = port
        if let devices = reader.section("devices", keys: keys["devices"] ?? []) {
            Self.read(devices, reader, into: &rules)
        }
        for entry in reader.root.optional("units")?.entries() ?? [] {
            if let unit = entry.value.text() { rules.units[entry.name] = unit }
        }
        if let retention = reader.section("retention", keys: keys["retention"] ?? []) {
            for period in DeviceRules.Period.allCases {
                rules.retention[period] = reader.positive(retention.optional(period.rawValue))
            }
        }
        if let judge = reader.section("judge", keys: keys["judge"] ?? []) {
            rules.judged = [:]
            for period in DeviceRules.Period.allCases {
                rules.judged[period] = judge.optional(period.rawValue)?.integer(in: 1...1_000)
            }
        }
        if let states = reader.section("states", keys: keys["states"] ?? []) {
            rules.offlineAfter = reader.positive(states.optional("offline")) ?? rules.offlineAfter
            rules.constantFor = states.optional("constant")?.duration() ?? rules.constantFor
            rules.negativeTimes = states.optional("negative")?.integer(in: 0...1_000) ?? rules.negativeTimes
        }
        if let ask = reader.section("ask", keys: keys["ask"] ?? []) { Self.read(asking: ask, reader, into: &rules) }
        if let compute = reader.section("compute", keys: keys["compute"] ?? []) {
            for period in [DeviceRules.Period.hour, .day] {
                guard let value = compute.optional(period.rawValue) else { continue }
                rules.computed[period] = value.text() == "none" ? nil : reader.positive(value)
            }
        }
        rules.upstream = UpstreamRules(reader)
        self.rules = rules
    }

    private static func read(asking ask: ConfigReader, _ reader: DefinitionReader, into rules: inout DeviceRules) {
        if let history = ask.optional("history") {
            let periods: [DeviceRules.Period] = (history.list() ?? []).compactMap { $0.choice() }
            rules.askFor = Set(periods)
            if rules.askFor.contains(.realtime) {
                history.reportInvalid("minute, hour or day", help: "devices do not keep moments")
            }
        }
        rules.askWithin = reader.positive(ask.optional("within")) ?? rules.askWithin
        rules.clockTolerance = ask.optional("clock")?.duration() ?? rules.clockTolerance
    }

    private static func read(_ devices: ConfigReader, _ reader: DefinitionReader, into rules: inout DeviceRules) {
        rules.unknown = devices.optional("unknown")?.choice() ?? rules.unknown
        rules.allow = devices.optional("allow")?.texts() ?? []
        rules.password = reader.secret(devices.optional("password"))
        rules.keys = reader.secret(devices.optional("keys"))
        rules.idle = reader.positive(devices.optional("idle")) ?? rules.idle
        rules.mostConnections = devices.optional("most")?.integer(in: 1...1_000_000) ?? rules.mostConnections
        rules.mostPerAddress = devices.optional("most_per_address")?.integer(in: 1...1_000_000) ?? rules.mostConnections
        rules.mostAhead = reader.positive(devices.optional("most_ahead")) ?? rules.mostAhead
        if rules.unknown == .refuse, rules.allow.isEmpty {
            devices.value.report(
                .missingKey, "with `unknown: refuse` nobody may report unless `allow` names them",
                at: devices.keyLocation("unknown")?.range)
        }
    }
}
