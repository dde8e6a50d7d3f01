import Backups
import Diagnostics
import Storage
import Terminal

/// From words to an exit status.
enum Program {
    static func run(_ words: [String]) async -> ExitCode {
        let (out, err) = (TerminalOutput.standardOutput, TerminalOutput.standardError)
        if words.isEmpty || ["help", "--help", "-h"].contains(words[0]) {
            out.write(Help.overview())
            return words.isEmpty ? .usage : .ok
        }
        if ["version", "--version"].contains(words[0]) {
            out.line("envhub \(version)")
            return .ok
        }
        guard let (command, rest) = Commands.find(words) else { return unknown(words, err) }
        if rest.contains("--help") || rest.contains("-h") {
            out.write(Help.of(command))
            return .ok
        }
        do {
            return try await command.run(try Call(rest, for: command))
        } catch let error as UsageError {
            err.line("envhub: \(error.message)\ntry: envhub \(command.name.joined(separator: " ")) --help")
            return .usage
        } catch let error as CommandError {
            err.line("envhub: \(error.message)")
            return error.code
        } catch let error as StoreError {
            err.line("envhub: \(error.message)")
            return error.kind == .busy ? .busy : .problem
        } catch let error as BackupError {
            err.line("envhub: \(error.message)")
            return error.kind == .busy ? .busy : .problem
        } catch {
            err.line("envhub: \(error)")
            return .problem
        }
    }

    /// The version of this hub.
    static let version = "0.1.0"

    private static func unknown(_ words: [String], _ err: TerminalOutput) -> ExitCode {
        let names = Commands.all.map { $0.name.joined(separator: " ") }
        let family = names.filter { $0.hasPrefix(words[0] + " ") }
        if !family.isEmpty {
            err.line("envhub: `\(words[0])` is one of: \(family.joined(separator: ", "))")
        } else {
            let nearest =
                Suggestion.nearest(to: words.joined(separator: " "), among: names)
                ?? Suggestion.nearest(to: words[0], among: names)
            err.line(
                "envhub: there is no command `\(escapingControls(words[0]))`"
                    + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
        }
        err.line("try: envhub --help")
        return .usage
    }
}
