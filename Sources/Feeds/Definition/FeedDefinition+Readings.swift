import Diagnostics
import YAML

extension FeedDefinition {
    static let readingsKeys = ["periods", "pollutants"]

    /// Reads `readings:`; nil when the feed shows none, or after reporting what stops it.
    func readReadings(_ value: ConfigValue?, _ entities: [CompiledFeedEntity?]) -> FeedReadings? {
        guard let value, let reader = value.reader(keys: Self.readingsKeys) else { return nil }
        let points = entities.lazy.compactMap(\.self).first { $0.name == FeedReadings.entity }
        let code = points?.columns.first { $0.name == FeedReadings.column }
        guard let code, code.mask == .keep else {
            value.report(
                .invalidValue, "readings are those of the monitoring points that the feed shows, by their code",
                help: ["add `monitoring_point` to `entities`, with the column `code`, not masked"])
            return nil
        }
        let periods = reader.required("periods")?.list()?.compactMap { $0.choice(of: FeedReadings.allPeriods) } ?? []
        guard !periods.isEmpty else { return nil }
        let pollutants = reader.optional("pollutants")?.texts().map { Set($0) }
        return FeedReadings(periods: FeedReadings.allPeriods.filter(periods.contains), pollutants: pollutants)
    }
}
