import Terminal
import Testing

@Suite struct ProgressBarTests {
    private let start = ContinuousClock.now

    @Test func terminalGetsABarThatGoesAway() throws {
        let channel = try Channel(isTerminal: true)
        var bar = ProgressBar("permits", on: channel.output(), now: start)
        bar.update(done: 500, total: 1000, note: "\u{1b}", now: start + .seconds(2))
        let line = "permits  ████████████░░░░░░░░░░░░  50 %  500/1,000  250/s  2.0 s left  \\u{1b}"
        #expect(channel.text() == "\r\u{1b}[K" + line)
        bar.finish()
        #expect(channel.text() == "\r\u{1b}[K")
        bar.finish()
        #expect(channel.text() == "")
    }

    @Test func redrawsAreRare() throws {
        let channel = try Channel(isTerminal: true)
        var bar = ProgressBar("x", on: channel.output(), now: start)
        for step in 0..<1000 { bar.update(done: step, now: start + .milliseconds(step)) }
        #expect(channel.text().split(separator: "\r").count == 10)
    }

    @Test func pipeIsQuietOrGetsPlainLines() throws {
        let channel = try Channel(isTerminal: false)
        var quiet = ProgressBar("x", on: channel.output(), now: start)
        quiet.update(done: 1, now: start + .seconds(100))
        quiet.finish()
        #expect(channel.text() == "")
        var plain = ProgressBar("x", on: channel.output(), plainInterval: .seconds(10), now: start)
        for second in 0..<25 { plain.update(done: second * 1000, total: 25_000, now: start + .seconds(second)) }
        #expect(
            channel.text()
                == "x  40 %  10,000/25,000  1,000/s  15.0 s left\nx  80 %  20,000/25,000  1,000/s  5.0 s left\n")
    }

    @Test func oddCountsDoNotCrash() throws {
        let channel = try Channel(isTerminal: false)
        var bar = ProgressBar("x", on: channel.output(), plainInterval: .zero, now: start)
        bar.update(done: 5, total: 0, now: start)
        bar.update(done: 7, total: 3, now: start)
        bar.update(done: .max, total: .max, now: start + .seconds(1))
        bar.update(done: 1, total: .max, now: start + .seconds(100_000))
        bar.update(done: -1, total: -5, now: start + .seconds(1))
        #expect(channel.text().hasPrefix("x  5\nx  100 %  7/3\nx  100 %"))
    }
}
