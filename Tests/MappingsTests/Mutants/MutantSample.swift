import Diagnostics
import Foundation
import Model

@testable import Mappings

/// Sound records for a mapping, made of what its fields need, and the profile that a run would keep of them: one, or one for each
/// kind of record where a mapping has several.
struct MutantSample {
    /// Values by the sample's paths.
    private(set) var values: [String: String] = [:]
    private(set) var lists: Set<String> = []
    private(set) var profile = SampleProfile()
    /// What a path has in one kind of record after the other.
    private static let kinds = (path: "$.kind", values: ["exceedance", "state"])
    /// In how many records the sample comes.
    var count: Int { values[Self.kinds.path] == nil ? 1 : Self.kinds.values.count }

    private func values(of record: Int) -> [String: String] {
        guard count > 1 else { return values }
        return values.merging([Self.kinds.path: Self.kinds.values[record]]) { $1 }
    }

    /// What expressions want to read, and what identifier checks accept.
    private static let known: [String: String] = [
        "xkzbh": "91310000071239318Q001P", "tyshxydm": "91310000071239318Q", "pfklx": "废水", "wrw": "氨氮", "nd": "6~9",
        "xklx": "排污许可证", "wrwmc": "氨氮", "环境要素": "废水", "项目名称": "氨氮", "监测值": "1.5", "废物类别": "HW08",
        "产生量（吨）": "3.5", "统一社会信用代码": "91310000071239318Q", "manifestNo": "20244400001234",
        "creditCode": "91310000071239318Q",
        "废物代码": "900-214-08", "code": "900-214-08", "企业编码": "441802000001",
    ]

    init(_ mapping: CompiledMapping, spellings: [String]) {
        let naming = mapping.naming
        for scope in mapping.shape.scopes.indices.dropFirst() { naming.list(of: scope).map { _ = lists.insert($0) } }
        for op in mapping.plan.ops {
            let parts = mapping.plan.details[op.detail].parts
            if let unit = parts.unitChoice, let path = naming.path(of: unit.slot) {
                values[path] = parts.unitChoice.map { $0.table[$0.target].code }
            }
            switch parts.origin {
            case .slots(let slots):
                for slot in slots { set(slot, naming) { Self.value(op, parts, spellings, $0) } }
            case .point(let longitude, let latitude, _):
                set(longitude, naming) { _ in "113.02" }
                set(latitude, naming) { _ in "23.71" }
            default: break
            }
        }
        for use in mapping.sources.uses { set(use.slot, naming) { "文本 " + String($0.suffix(12)) } }
        profile = sampled(mapping)
    }

    private mutating func set(_ slot: SlotRef, _ naming: SampleNaming, _ value: (String) -> String) {
        guard let path = naming.path(of: slot), values[path] == nil else { return }
        let name = path.split { "./".contains($0) }.last.map(String.init) ?? path
        values[path] = Self.known[name] ?? value(path)
    }

    private static func value(
        _ op: FieldOp, _ parts: FieldPlan.Parts, _ spellings: [String], _ path: String
    ) -> String {
        if let codes = parts.codes {
            var scratch: [UInt8] = []
            return spellings.first { codes.find(Array($0.utf8).span, scratch: &scratch) >= 0 } ?? "?"
        }
        switch op.type {
        case .date, .datetime: return parts.patterns.first.map(day) ?? ""
        case .decimal, .integer: return "12"
        case .bool: return "true"
        default: return "文本" + String(path.suffix(12))
        }
    }

    private static func day(_ pattern: DatePattern) -> String {
        [
            ("yyyy", "2026"), ("MM", "03"), ("dd", "04"), ("HH", "05"), ("mm", "06"), ("ss", "07"), ("SSS", "089"),
            ("XXX", "+08:00"),
            ("M", "3"), ("d", "4"), ("'", ""),
        ].reduce(pattern.source) { $0.replacing($1.0, with: $1.1) }
    }

    private func sampled(_ mapping: CompiledMapping) -> SampleProfile {
        var builder = SampleBuilder(keeping: mapping.pathsWithExamples)
        for index in 0..<40 {
            builder.addRecord()
            for (path, text) in values(of: index % count) { builder.add(path, text: text) }
            for list in lists {
                builder.add(list, .list)
                if mapping.pathKind == .json { builder.add(SamplePath.items(of: list), .object) }
            }
        }
        return builder.profile
    }

    /// One record as a page of any mapping's shape: what it does not have is missing.
    func page(_ record: Int, for mapping: CompiledMapping) -> RecordPage {
        let values = values(of: record)
        var page = RecordPage(shape: mapping.shape)
        page.places = [RecordPage.Place(offset: 0, length: 0, item: 1)]
        let naming = mapping.naming
        var present: Set<Int> = [0]
        for (scope, shape) in mapping.shape.scopes.enumerated() {
            if let parent = shape.parent {
                let isThere = present.contains(parent) && (naming.list(of: scope).map(lists.contains) ?? false)
                let parents = page.scopes[parent].rowCount
                page.scopes[scope].starts = parents == 1 ? [0, isThere ? 1 : 0] : [0]
                guard isThere else { continue }
                present.insert(scope)
            }
            page.scopes[scope].rowCount = 1
            for slot in shape.paths.indices {
                let text = naming.path(of: SlotRef(scope: scope, slot: slot)).flatMap { values[$0] }
                page.scopes[scope].fields.append(text.map { Self.append($0, to: &page) } ?? .missing)
            }
        }
        return page
    }

    private static func append(_ text: String, to page: inout RecordPage) -> FieldSlice {
        let offset = page.bytes.count
        page.bytes += Array(text.utf8)
        return FieldSlice(.text, offset: offset, length: text.utf8.count)
    }
}
