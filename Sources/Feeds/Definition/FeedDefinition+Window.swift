import Diagnostics
import Model

extension FeedDefinition {
    private static let longestWindow: Int64 = 100 * 366

    /// Reads `window:`, in days; nil after reporting what stops it.
    ///
    /// Partners compare windowed entities day by day, so the moment must be shown as it is.
    func readWindow(_ value: ConfigValue, _ entity: EntitySchema, _ columns: [FeedColumn]) -> Int? {
        guard let duration = value.duration() else { return nil }
        let days = duration.components.seconds / 86_400
        guard duration == .seconds(days * 86_400), (1...Self.longestWindow).contains(days) else {
            value.reportInvalid("a window", help: "whole days from one (`1d`) to a hundred years, such as `30d`")
            return nil
        }
        guard !entity.time.isEmpty else {
            value.report(
                .invalidValue, "rows of `\(entity.name)` tell of no moment, so they do not age",
                help: ["only an entity whose schema file has `time:` can have a window"])
            return nil
        }
        guard let column = columns.first(where: { $0.name == entity.time }), column.mask == .keep else {
            value.report(
                .invalidValue, "the window is one of `\(entity.time)`, which the feed does not show whole",
                help: ["add `\(entity.time)` to `columns`, not masked"])
            return nil
        }
        return Int(days)
    }
}
