import Foundation
import Glibc
import TestServers
import Testing

@testable import Subprocess

@Suite struct ChildProcessTests {
    @Test func outputAndStatusAreRead() throws {
        let child = try ChildProcess(.init("/bin/sh", ["-c", "echo 水务局; exit 3"]), readsOutput: true)
        #expect(String(decoding: child.readOutput(limit: 1_000), as: UTF8.self) == "水务局\n")
        #expect(child.wait() == .exited(3))
        #expect(!child.isRunning)
    }

    @Test func aMissingProgramIsAnError() {
        #expect(throws: SubprocessError.self) { try ChildProcess(.init("/no/such/program")) }
    }

    @Test func errorsAreReadWhenAskedFor() throws {
        var command = ChildProcess.Command("/bin/sh", ["-c", "echo bad >&2"])
        command.mergesErrors = true
        let child = try ChildProcess(command, readsOutput: true)
        #expect(child.readOutput(limit: 100) == Array("bad\n".utf8))
        child.wait()
    }

    @Test func theOutputIsBounded() throws {
        let child = try ChildProcess(.init("/bin/sh", ["-c", "yes"]), readsOutput: true)
        #expect(child.readOutput(limit: 10_000).count == 10_000)
        child.stop(grace: .zero)
        #expect(child.wait() != .exited(0))
    }

    @Test func stoppingEndsWhatItStartedToo() throws {
        let child = try ChildProcess(.init("/bin/sh", ["-c", "sleep 100 & echo $!; wait"]), readsOutput: true)
        var text = ""
        while !text.hasSuffix("\n") { text += String(decoding: child.readOutput(limit: 1), as: UTF8.self) }
        let grandchild = try #require(pid_t(text.dropLast()))
        child.stop()
        #expect(child.wait() == .signalled(SIGTERM))
        #expect(eventually { kill(grandchild, 0) != 0 })
    }

    @Test func directoryAndEnvironmentAreTheCommands() throws {
        var command = ChildProcess.Command("/bin/sh", ["-c", "pwd; echo $NAME"], in: "/usr")
        command.environment = ["NAME": "甲"]
        let child = try ChildProcess(command, readsOutput: true)
        #expect(child.readOutput(limit: 100) == Array("/usr\n甲\n".utf8))
        child.wait()
    }

    @Test func nothingElseIsOpenInTheChild() throws {
        // A descriptor that a child would inherit: a copy has no close-on-exec.
        let leak = dup2(2, 777)
        defer { close(leak) }
        let child = try ChildProcess(.init("/bin/ls", ["/proc/self/fd"]), readsOutput: true)
        let open = String(decoding: child.readOutput(limit: 1_000), as: UTF8.self).split(separator: "\n")
        #expect(open.contains("2") && !open.contains("777"))
        child.wait()
    }
}
