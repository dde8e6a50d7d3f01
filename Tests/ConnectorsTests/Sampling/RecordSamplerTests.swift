import Connectors
import Model
import Testing

@Suite("Samples of records")
struct RecordSamplerTests {
    private static let heading = "connector: test\nidentity: $.id\nsync: { mode: snapshot, deletes: none }\n"

    private static func json(_ limits: String = "") -> String {
        heading + "kind: files\nfiles: { folder: in, format: ndjson }\n" + limits
    }

    /// A page whose records are these texts.
    private func page(_ records: [String], prologue: String = "") -> PulledPage {
        var page = RecordPage(shape: RecordShape())
        for (index, record) in records.enumerated() {
            page.places.append(RecordPage.Place(offset: page.bytes.count, length: record.utf8.count, item: index + 1))
            page.bytes += Array(record.utf8)
        }
        return PulledPage(page: page, cursor: nil, hasMore: false, prologue: Array(prologue.utf8))
    }

    @Test("JSON: members, lists in lists, nulls")
    func nested() throws {
        var sampler = RecordSampler(try definition(Self.json()), keeping: ["$.list[*].code"])
        sampler.add(
            page([
                #"{"id":"1","名称":"甲","list":[{"code":"a","in":[{"x":1},{"x":2}]},{"code":"b"}]}"#,
                #"{"id":null,"list":[{"code":"a"}],"a b":0.5}"#, "not JSON",
            ]))
        let profile = sampler.profile
        #expect(profile.records == 2)
        let counts = profile.fields.mapValues(\.count)
        #expect(
            counts == [
                "$.id": 2, "$.名称": 1, "$.list": 2, "$.list[*]": 3, "$.list[*].code": 3, "$.list[*].in": 1,
                "$.list[*].in[*]": 2, "$.list[*].in[*].x": 2, "$['a b']": 1,
            ])
        #expect(profile.fields["$.id"]?.votes == [.integer: 1, .null: 1])
        #expect(profile.fields["$.list[*].code"]?.values == ["a": 2, "b": 1])
        #expect(profile.fields["$.名称"]?.values == [:])
    }

    @Test("Tables: the header names the columns, whatever the delimiter")
    func rows() throws {
        let csv = Self.heading.replacing("$.id", with: "编号") + "kind: files\nfiles: { folder: in, format: csv }\n"
        var sampler = RecordSampler(try definition(csv), keeping: ["类别"])
        sampler.add(page(["1;\"a;b\";2026-03-02", "2;c;"], prologue: "\"编号\";\"类别\";\"日期\"\n"))
        let profile = sampler.profile
        #expect(profile.records == 2)
        #expect(profile.fields["类别"]?.values == ["a;b": 1, "c": 1])
        #expect(profile.fields["日期"]?.votes == [.date: 1, .empty: 1])
    }

    @Test("XML: local names, attributes, whatever the prefix")
    func elements() throws {
        let xml = Self.heading.replacing("$.id", with: "id") + "kind: files\nfiles: { folder: in, format: xml }\n"
        var sampler = RecordSampler(try definition(xml), keeping: ["wastes/waste/mass/@unit"])
        sampler.add(
            page([
                #"<w:m xmlns:w="urn:a"><w:id>1</w:id><w:wastes><w:waste><w:mass unit="kg">5</w:mass></w:waste></w:wastes></w:m>"#
            ]))
        let profile = sampler.profile
        #expect(profile.fields["wastes/waste/mass"]?.votes == [.integer: 1])
        #expect(profile.fields["wastes/waste/mass/@unit"]?.values == ["kg": 1])
        #expect(profile.count("id") == 1)
    }

    @Test("No more records than the connector says, and none with 0")
    func limit() throws {
        var sampler = RecordSampler(try definition(Self.json("limits: { sample: 2 }\n")), keeping: [])
        sampler.add(page([#"{"a":1}"#, #"{"a":1}"#, #"{"b":1}"#]))
        #expect(sampler.isFull && sampler.profile.records == 2 && sampler.profile.count("$.b") == 0)
        #expect(RecordSampler(try definition(Self.json("limits: { sample: 0 }\n")), keeping: []).isFull)
    }
}
