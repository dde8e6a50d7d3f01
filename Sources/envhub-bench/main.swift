import Foundation
import Terminal

/// envhub-bench ingest FILE [SECOND] [--keep DIR]
/// envhub-bench feed [--records N] [--port P]
var words = Array(CommandLine.arguments.dropFirst())
var keeps: String?
if let place = words.firstIndex(of: "--keep"), place + 1 < words.count {
    keeps = words[place + 1]
    words.removeSubrange(place...place + 1)
}
do {
    switch words.first {
    case "ingest" where words.count > 1: try await IngestBench(files: Array(words.dropFirst()), keeps: keeps).run()
    default:
        TerminalOutput.standardError.line("usage: envhub-bench ingest FILE [SECOND] [--keep DIR]")
        exit(2)
    }
} catch {
    TerminalOutput.standardError.line("envhub-bench: \(error)")
    exit(1)
}
