/// Shows how far a long piece of work is: a line that is drawn anew on a terminal, now and then a plain line elsewhere.
public struct ProgressBar: Sendable {
    private let label: String
    private let output: TerminalOutput
    private let plainInterval: Duration?
    private let start: ContinuousClock.Instant
    private var lastShown: ContinuousClock.Instant?
    private var isDrawn = false

    private static let redrawInterval = Duration.milliseconds(100)

    /// A bar that has not been drawn yet.
    ///
    /// - Parameter plainInterval: how often to write a plain line where there is no terminal; nil for never.
    public init(
        _ label: String, on output: TerminalOutput = .standardError, plainInterval: Duration? = nil,
        now: ContinuousClock.Instant = .now
    ) {
        self.label = escapingControls(label)
        self.output = output
        self.plainInterval = plainInterval
        start = now
    }

    /// Shows the state if it is time to; cheap enough to call for every page.
    ///
    /// - Parameter total: nil while nobody knows.
    public mutating func update(done: Int, total: Int? = nil, note: String = "", now: ContinuousClock.Instant = .now) {
        guard let interval = output.isTerminal ? Self.redrawInterval : plainInterval else { return }
        guard now - (lastShown ?? (output.isTerminal ? start - interval : start)) >= interval else { return }
        lastShown = now
        let text = ProgressBar.text(
            label, done: done, total: total, elapsed: now - start, note: escapingControls(note),
            width: output.isTerminal ? output.width - 1 : 120, barred: output.isTerminal)
        isDrawn = output.isTerminal
        output.write(output.isTerminal ? "\r\u{1b}[K" + text : text + "\n")
    }

    /// Takes the bar off the terminal, so that a summary can stand in its place.
    public mutating func finish() {
        if isDrawn { output.write("\r\u{1b}[K") }
        isDrawn = false
    }

    /// The line: label, bar, counts, rate and remaining time, cut to the width.
    static func text(
        _ label: String, done: Int, total: Int?, elapsed: Duration, note: String, width: Int, barred: Bool
    ) -> String {
        var parts = [label]
        if let total, total > 0 {
            let share = min(max(Double(done) / Double(total), 0), 1)
            if barred { parts.append(bar(share)) }
            parts.append("\(Int(share * 100)) %")
            parts.append("\(HumanFormat.count(done))/\(HumanFormat.count(total))")
        } else {
            parts.append(HumanFormat.count(done))
        }
        let seconds = elapsed / .seconds(1)
        if seconds >= 1 { parts.append("\(HumanFormat.count(Int(min(Double(done) / seconds, 1e15))))/s") }
        if let total, done > 0, total > done, seconds >= 1 {
            parts.append(
                HumanFormat.duration(.seconds(min(seconds * Double(total - done) / Double(done), 1e9))) + " left")
        }
        if !note.isEmpty { parts.append(note) }
        return parts.joined(separator: "  ").truncated(to: width)
    }

    private static func bar(_ share: Double) -> String {
        let full = Int(share * 24)
        return String(repeating: "█", count: full) + String(repeating: "░", count: 24 - full)
    }
}
