import Diagnostics

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension DefinitionReader {
    func limits(of source: (any ConnectorSource)? = nil) -> LimitRules {
        var limits = LimitRules()
        if let source, !source.isSampled { limits.sample = 0 }
        guard let reader = section("limits", keys: commonConnectorKeys["limits"] ?? []) else { return limits }
        if let rate = reader.optional("rate")?.rate() {
            limits.rate = RateLimit(count: rate.count, seconds: rate.per.inSeconds)
        }
        limits.concurrency = reader.optional("concurrency")?.integer(in: 1...64) ?? limits.concurrency
        limits.timeout = positive(reader.optional("timeout")) ?? limits.timeout
        limits.maxBody = size(reader.optional("max_body")) ?? limits.maxBody
        limits.maxRecord = size(reader.optional("max_record")) ?? limits.maxRecord
        limits.sample = reader.optional("sample")?.integer(in: 0...10_000) ?? limits.sample
        return limits
    }

    func retry() -> RetryRule {
        var retry = RetryRule()
        guard let reader = section("retry", keys: commonConnectorKeys["retry"] ?? []) else { return retry }
        retry.attempts = reader.optional("attempts")?.integer(in: 1...100) ?? retry.attempts
        if let range = reader.optional("backoff")?.durationRange() {
            retry.firstWait = range.lowerBound.inSeconds
            retry.longestWait = range.upperBound.inSeconds
        }
        guard let when = reader.optional("when")?.list() else { return retry }
        retry.when = when.compactMap { value in
            guard let text = value.text() else { return nil }
            if let condition = RetryRule.Condition(text) { return condition }
            value.reportInvalid(
                "a reason to try again", help: "write `timeout`, `connection`, a status such as `429`, `5xx`")
            return nil
        }
        return retry
    }

    func breaker() -> BreakerRule? {
        guard let reader = section("breaker", keys: commonConnectorKeys["breaker"] ?? []) else { return nil }
        let after = reader.required("open_after")?.integer(in: 1...1000)
        let every = positive(reader.required("probe_every"))
        guard let after, let every else { return nil }
        return BreakerRule(openAfter: after, probeEvery: every)
    }

    func errorBudget() -> ErrorBudget? {
        guard let reader = section("error_budget", keys: commonConnectorKeys["error_budget"] ?? []) else { return nil }
        return ErrorBudget(
            share: reader.optional("share")?.percentage() ?? 0,
            count: reader.optional("count")?.integer(in: 0...Int(Int32.max)) ?? 0)
    }

    func contract(_ format: RecordFormat = .table) -> ContractRules {
        var contract = ContractRules()
        // JSON and XML leave out what has no value: that a page does not have it is no fault of itself.
        if format != .table { contract.missingField = .report }
        guard let reader = section("contract", keys: commonConnectorKeys["contract"] ?? []) else { return contract }
        contract.unknownField = reader.optional("unknown_field")?.choice() ?? contract.unknownField
        contract.missingField = reader.optional("missing_field")?.choice() ?? contract.missingField
        contract.volume = volume(reader)
        return contract
    }

    private func volume(_ contract: ConfigReader) -> ContractRules.Volume? {
        let keys = commonConnectorKeys["contract.volume"] ?? []
        guard let reader = section("volume", of: contract, keys: keys) else { return nil }
        let min = reader.required("min")?.percentage()
        var runs = 10
        if let value = reader.optional("of"), let text = value.text() {
            let parts = text.split(separator: " ")
            if parts.count == 2, parts[1] == "runs", let count = Int(parts[0]), (1...1000).contains(count) {
                runs = count
            } else {
                value.reportInvalid("a number of runs", help: "write `10 runs`")
            }
        }
        let otherwise: ContractRules.Volume.Otherwise = reader.optional("else")?.choice() ?? .hold
        return min.map { ContractRules.Volume(min: $0, runs: runs, otherwise: otherwise) }
    }

    /// A duration that is not zero.
    func positive(_ value: ConfigValue?) -> Duration? {
        guard let value, let duration = value.duration() else { return nil }
        if duration > .zero { return duration }
        value.reportInvalid("a duration above zero", help: "write a duration such as `30s`")
        return nil
    }

    /// A size that is not zero and that a page can hold.
    func size(_ value: ConfigValue?) -> Int? {
        guard let value, let size = value.byteSize() else { return nil }
        if (1...(1 << 28)).contains(size) { return size }
        value.reportInvalid("a size that a page can have", help: "write a size up to `256MB`")
        return nil
    }
}
