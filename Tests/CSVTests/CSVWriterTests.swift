import CSV
import Testing

@Suite struct CSVWriterTests {
    private func line(_ fields: [String], guarded: Bool = false) -> String {
        var writer = CSVWriter(lineEnd: .lf, guardsFormulas: guarded)
        for field in fields { writer.text(field) }
        writer.endRecord()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\n"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\"\n"), (["x\ny", "x\ry"], "\"x\ny\",\"x\ry\"\n"),
        ([""], "\"\"\n"), (["", ""], ",\n"), (["清源", " s "], "清源, s \n"), ([], "\n"),
    ])
    func quotesWhatMustBe(fields: [String], expected: String) {
        #expect(line(fields) == expected)
    }

    @Test func formulasAreGuardedInTextsOnly() {
        let texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=1", "", "=\"x\""]
        #expect(line(texts, guarded: true) == "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\",a=1,,\"'=\"\"x\"\"\"\n")
        #expect(line(["=1"]) == "=1\n")
        var writer = CSVWriter(delimiter: .semicolon, guardsFormulas: true)
        writer.plain("-1.5")
        writer.plain("-1;5")
        writer.empty()
        writer.endRecord()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "-1.5;\"-1;5\";\r\n")
    }

    @Test func bufferIsDrainedBetweenRecords() {
        var writer = CSVWriter(byteOrderMark: true)
        writer.text("")
        writer.endRecord()
        #expect(writer.bytes == [0xef, 0xbb, 0xbf, 0x22, 0x22, 0x0d, 0x0a])
        writer.removeAll()
        writer.text("")
        writer.endRecord()
        #expect(writer.bytes == [0x22, 0x22, 0x0d, 0x0a])
    }
}
