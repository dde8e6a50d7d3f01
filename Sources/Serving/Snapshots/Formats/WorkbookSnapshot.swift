import Feeds
import Foundation
import Model
import Spreadsheet

/// A workbook: one sheet of records whose first row names the columns, and a sheet `说明` that says what they mean and of which moment
/// they are. Only numbers that a spreadsheet keeps exactly are numbers: a code of 18 digits is a text.
final class WorkbookSnapshot: SnapshotBody {
    private let moment: SnapshotMoment
    private let entity: CompiledFeedEntity
    private let folder: String
    private let reserve: Int64
    private let isNumber: [Bool]
    private var workbook: WorkbookWriter?
    private var text: [UInt8] = []
    private var rows = 0

    /// Digits that a binary64 number keeps (IEEE 754), and spreadsheets show.
    private static let exactDigits = 15
    /// Rows between two looks at the disk.
    private static let lookEvery = 50_000

    init(_ entity: CompiledFeedEntity, _ moment: SnapshotMoment, in folder: String, reserve: Int64) throws {
        self.moment = moment
        self.entity = entity
        self.folder = folder
        self.reserve = reserve
        isNumber = entity.columns.map(\.isNumber)
        var workbook = try WorkbookWriter(path: folder + "/data", temporaryFolder: folder)
        try workbook.beginSheet(entity.name, header: ["id", "rev", "at"] + entity.columns.map(\.name))
        self.workbook = consume workbook
    }

    func append(_ line: StoredLine) throws {
        try write(line.envelope[StoredLine.id], line, isNumber: false)
        try write(line.envelope[StoredLine.rev], line, isNumber: true)
        try write(line.envelope[StoredLine.at], line, isNumber: false)
        for (place, value) in line.values.enumerated() { try write(value, line, isNumber: isNumber[place]) }
        try workbook?.endRow()
        rows += 1
        if rows.isMultiple(of: Self.lookEvery) { try DraftFile.checkRoom(in: folder, reserve: reserve) }
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        guard var workbook = workbook.take() else { throw SnapshotError.disk }
        try explain(count, &workbook)
        try workbook.finish()
        let (size, sha256, sm3) = try DraftFile.seal(folder + "/data")
        return SnapshotSeal(size: size, sha256: sha256, sm3: sm3)
    }

    private func write(_ value: Range<Int>, _ line: StoredLine, isNumber: Bool) throws {
        guard !line.isNull(value) else { return workbook?.empty() ?? () }
        line.copy(value, to: &text)
        let isExact = isNumber && text.count(where: { (0x30...0x39).contains($0) }) <= Self.exactDigits
        if isExact, let number = Double(String(decoding: text, as: UTF8.self)) {
            try workbook?.number(number)
        } else {
            try workbook?.text(text)
        }
    }

    private func explain(_ count: Int64, _ workbook: inout WorkbookWriter) throws {
        try workbook.beginSheet("说明", header: ["name", "中文", "English", "type", "unit", "mask", "standard"])
        for column in entity.columns {
            let (type, unit) = column.words
            let words = [column.name, column.title.zh, column.title.en, type, unit, column.maskWord, column.standard]
            for word in words { try workbook.text(word) }
            try workbook.endRow()
        }
        let facts = [
            ("feed", moment.feed), ("entity", entity.name), ("中文", entity.title.zh), ("seq", "\(moment.seq)"),
            ("at", moment.at), ("cursor", moment.cursor), ("records", "\(count)"),
            ("cut texts", "\(workbook.cutTexts)"),
        ]
        try workbook.endRow()
        for (name, fact) in facts {
            try workbook.text(name)
            try workbook.text(fact)
            try workbook.endRow()
        }
    }
}

extension FeedColumn {
    /// Whether its values are JSON numbers.
    fileprivate var isNumber: Bool {
        switch (mask, type) {
        case (.keep, .integer), (.keep, .decimal), (.keep, .quantity), (.keep, .point): true
        case (.round, .integer), (.round, .decimal), (.round, .quantity), (.round, .point): true
        default: false
        }
    }

    /// What it holds, and in which unit.
    fileprivate var words: (type: String, unit: String) {
        switch type {
        case .text: ("text", "")
        case .integer: ("integer", "")
        case .decimal, .point: ("decimal", "")
        case .bool: ("bool", "")
        case .date: ("date", "")
        case .datetime: ("datetime", "")
        case .list: ("list", "")
        case .quantity(let unit): ("quantity", unit)
        case .code(let table): ("code of \(table)", "")
        case .ref(let entity): ("id of \(entity)", "")
        }
    }

    fileprivate var maskWord: String {
        switch mask {
        case .keep: ""
        case .null: "null"
        case .hash: "hash"
        case .round(let places): "round(\(places))"
        case .keepLast(let count): "keep_last(\(count))"
        case .keepFirst(let count): "keep_first(\(count))"
        }
    }
}
