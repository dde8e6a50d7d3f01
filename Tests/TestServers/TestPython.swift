import Foundation
import Synchronization

/// A Python that has a library: the system's, or one in `.build`, where the library is installed when it can be.
public enum TestPython {
    private static let found = Mutex<[String: String?]>([:])

    /// - Parameters:
    ///   - module: what is imported.
    ///   - package: what gives it, with its version, such as `pyftpdlib==2.0.1`.
    /// - Returns: the program; nil when the machine has none and can get none.
    public static func having(_ module: String, _ package: String) -> String? {
        found.withLock { found in
            if let known = found[module] { return known }
            let python = look(module, package)
            found[module] = python
            return python
        }
    }

    private static func look(_ module: String, _ package: String) -> String? {
        if TestProgram.succeeds(["python3", "-c", "import \(module)"]) { return "python3" }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let place = root.appendingPathComponent(".build/test-python").path
        let own = place + "/bin/python3"
        if TestProgram.succeeds([own, "-c", "import \(module)"]) { return own }
        let made =
            TestProgram.succeeds([own, "-c", "pass"]) || TestProgram.succeeds(["python3", "-m", "venv", place])
        let install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", package]
        return made && TestProgram.succeeds([own] + install) ? own : nil
    }
}
