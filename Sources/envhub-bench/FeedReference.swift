import Glibc
import Sockets
import Subprocess

/// Another server of pages of stored lines, to compare with: a program that is given a port, a file for its table, its rows and its
/// threads, and ends with its input.
final class FeedReference {
    let address: String
    private let child: ChildProcess

    init(program: String, directory: String, records: Int) throws {
        let port = try ListenSocket(host: "127.0.0.1", port: 0)
        let number = port.port
        close(port.descriptor)
        address = "http://127.0.0.1:\(number)"
        let words = [program, "\(number)", directory + "/reference.db", "\(records)", "2"]
        child = try ChildProcess(
            // Nobody but the program holds its output: when it cannot begin, there is none to wait for.
            .init("/bin/sh", ["-c", "sleep 86400 | \"$0\" \"$@\" & exec >&-; wait"] + words), readsOutput: true)
        // Its first line says that it serves.
        guard child.readOutput(limit: 7) == Array("serving".utf8) else {
            child.stop(grace: .zero)
            throw BenchError(message: "\(program) does not serve")
        }
    }

    func stop() { child.stop(grace: .zero) }
}
