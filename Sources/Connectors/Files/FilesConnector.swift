import Foundation
import Model

/// Pulls the files of a folder, one after the other, page by page.
actor FilesConnector: Connector {
    private let folder: any Folder
    private let rule: FolderRule
    private let definition: ConnectorDefinition
    private let plan: RecordPlan
    private let queue = BlockingQueue("files")
    /// The folder as it was when the run began.
    private var listing: [FolderEntry]?
    private var reader: OpenFile?

    init(_ folder: any Folder, _ rule: FolderRule, _ definition: ConnectorDefinition, _ plan: RecordPlan) {
        self.folder = folder
        self.rule = rule
        self.definition = definition
        self.plan = plan
    }

    func page(after cursor: String?) async throws(ConnectorError) -> PulledPage {
        var state = FilesCursor()
        if let cursor { state = try CursorText.decode(FilesCursor.self, cursor) }
        var files = try await files(&state)
        while true {
            if Task.isCancelled { throw ConnectorError(.cancelled, code: "cancelled", message: "the run was stopped") }
            guard let next = Self.next(&state, files) else { return finished(state) }
            guard next.entry.size > 0 else {
                Self.take(next.entry, &state, &files)
                continue
            }
            let file = try await open(next.entry, at: next.place)
            let pulled = try await queue.run { () throws(ConnectorError) in try file.next() }
            state.file = pulled.place
            if pulled.isLast {
                Self.take(next.entry, &state, &files)
                reader = nil
                await folder.release(next.entry)
                if pulled.page.count + pulled.page.faults.count == 0 { continue }
            }
            let hasMore = !pulled.isLast || !files.isEmpty
            if !hasMore { listing = nil }
            return PulledPage(
                page: pulled.page, cursor: hasMore ? state.text : endCursor(state), hasMore: hasMore,
                prologue: pulled.prologue)
        }
    }

    /// The files that are still to be taken, in order.
    private func files(_ state: inout FilesCursor) async throws(ConnectorError) -> [FolderEntry] {
        let all: [FolderEntry]
        if let listing {
            all = listing
        } else {
            all = try await stableFiles()
            listing = all
        }
        let marks = Set(all.map(\.mark))
        state.taken.removeAll { !marks.contains($0) }
        let taken = Set(state.taken)
        return all.filter { !taken.contains($0.mark) }
    }

    private func stableFiles() async throws(ConnectorError) -> [FolderEntry] {
        let found = try await folder.list().filter { FilePattern.matches($0.name, rule.pattern) }
        let settled = try await FileStability(rule.stableFor).settled(found, in: folder)
        if definition.sync.mode == .snapshot, settled.count < found.count {
            let names = Set(settled.map(\.name))
            let open = found.map(\.name).first { !names.contains($0) } ?? ""
            throw ConnectorError(
                .unavailable(retryAfter: 10), code: "file_growing",
                message: "\(open) is still being written; a snapshot needs every file")
        }
        return settled.sorted { left, right in
            if rule.order == .mtime, left.modified != right.modified { return left.modified < right.modified }
            return left.name < right.name
        }
    }

    /// The file to read now, and where.
    private static func next(
        _ state: inout FilesCursor, _ files: [FolderEntry]
    ) -> (entry: FolderEntry, place: FilePlace)? {
        if let place = state.file, let entry = files.first(where: { $0.name == place.name }),
            entry.size == place.size, entry.modified == place.modified
        {
            return (entry, place)
        }
        state.file = nil
        return files.first.map { ($0, FilePlace(name: $0.name, size: $0.size, modified: $0.modified)) }
    }

    private static func take(_ entry: FolderEntry, _ state: inout FilesCursor, _ files: inout [FolderEntry]) {
        state.taken.append(entry.mark)
        state.file = nil
        files.removeAll { $0.name == entry.name }
    }

    private func open(_ entry: FolderEntry, at place: FilePlace) async throws(ConnectorError) -> OpenFile {
        if let reader, reader.entry == entry, reader.place == place { return reader }
        let path = try await folder.fetch(entry)
        let (rule, plan, limits) = (rule, plan, definition.limits)
        let opened = try await queue.run { () throws(ConnectorError) in
            try OpenFile(entry, path: path, place: place, rule: rule, plan: plan, limits: limits)
        }
        reader = opened
        return opened
    }

    private func finished(_ state: FilesCursor) -> PulledPage {
        listing = nil
        return PulledPage(page: RecordPage(shape: plan.shape), cursor: endCursor(state), hasMore: false)
    }

    private func endCursor(_ state: FilesCursor) -> String? {
        definition.sync.mode == .snapshot ? nil : state.text
    }
}
