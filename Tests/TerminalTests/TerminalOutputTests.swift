import Foundation
import Glibc
import Terminal
import Testing

@Suite struct TerminalOutputTests {
    @Test func pipeShowsNoColor() throws {
        let channel = try Channel(isTerminal: false)
        let output = channel.output()
        #expect(!output.isTerminal && !output.showsColor)
        #expect(output.width == 80)
        output.line(output.styled("清源", .red))
        #expect(channel.text() == "清源\n")
    }

    @Test func terminalShowsColorUnlessRefused() throws {
        let channel = try Channel(isTerminal: true)
        #expect(channel.output().isTerminal)
        #expect(channel.output().styled("x", .red) == "\u{1b}[31mx\u{1b}[0m")
        #expect(channel.output().styled("", .red) == "")
        #expect(channel.output(["NO_COLOR": "1"]).styled("x", .red) == "x")
        #expect(channel.output(["NO_COLOR": ""]).showsColor)
        #expect(channel.output(["TERM": "dumb"]).styled("x", .bold) == "x")
    }

    @Test func widthIsTheTerminals() throws {
        let channel = try Channel(isTerminal: true)
        var size = winsize(ws_row: 24, ws_col: 133, ws_xpixel: 0, ws_ypixel: 0)
        #expect(unsafe ioctl(channel.writing, UInt(TIOCSWINSZ), &size) == 0)
        #expect(channel.output().width == 133)
    }

    @Test func goneReaderIsQuiet() throws {
        let channel = try Channel(isTerminal: false)
        let output = channel.output()
        output.line("kept")
        #expect(!output.isClosed && channel.text() == "kept\n")
        channel.closeReader()
        output.line("lost")
        #expect(output.isClosed)
        output.line("lost too")
    }

    @Test func slowReaderGetsEverything() throws {
        let channel = try Channel(isTerminal: false)
        #expect(fcntl(channel.writing, F_SETFL, O_NONBLOCK) == 0)
        let output = channel.output()
        // A thread of its own: it blocks whenever the pipe is full.
        Thread.detachNewThread { output.write(String(repeating: "x", count: 300_000)) }
        var count = 0
        for _ in 0..<5000 where count < 300_000 {
            count += channel.text().utf8.count
            Thread.sleep(forTimeInterval: 0.001)
        }
        #expect(count == 300_000)
    }
}
