import Diagnostics
import JSON
import Terminal

/// `envhub explain`
enum ExplainCommand: Command {
    static let name = ["explain"]
    static let summary = "what a code such as E2101 means, how to mend it, and an example; without a code, all of them"
    static let arguments = "[CODE]"
    static let examples = [
        (command: "envhub explain E2310", does: "explains one code"),
        (command: "envhub explain", does: "lists all codes, a line each"),
        (command: "envhub explain R2105 --json", does: "the same as JSON, with the files of the example"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard let written = call.arguments.first else {
            list(isJSON: call.isJSON)
            return .ok
        }
        guard let code = DiagnosticCode.named(written), let page = CodePage.of(code) else {
            throw CommandError(Names.unknownCode(written), code: .usage)
        }
        if call.isJSON {
            JSONOutput.write { $0.write(code, page) }
        } else {
            TerminalOutput.standardOutput.write(page.markdown(of: code))
        }
        return .ok
    }

    private static func list(isJSON: Bool) {
        let codes = DiagnosticCode.all.sorted { $0.id < $1.id }
        if isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for code in codes {
                    writer.beginObject()
                    writer.heading(code)
                    writer.endObject()
                }
                writer.endArray()
            }
        } else {
            for code in codes { TerminalOutput.standardOutput.line("\(code.id)  \(code.title)") }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func heading(_ code: DiagnosticCode) {
        field("code", code.id)
        field("severity", code.severity.rawValue)
        field("title", code.title)
    }

    fileprivate mutating func write(_ code: DiagnosticCode, _ page: CodePage) {
        beginObject()
        heading(code)
        field("cause", page.cause)
        field("fix", page.fix)
        for (name, files) in [("before", page.before), ("after", page.after)] {
            key(name)
            beginArray()
            for file in files {
                beginObject()
                field("file", file.name)
                field("text", file.text)
                endObject()
            }
            endArray()
        }
        endObject()
    }
}
