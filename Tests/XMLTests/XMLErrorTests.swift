import Testing

@testable import XML

@Suite struct XMLErrorTests {
    private func failure(_ bytes: [UInt8], _ options: XMLOptions = XMLOptions()) -> XMLError? {
        do throws(XMLError) {
            _ = try XMLPage(bytes, options: options)
            return nil
        } catch {
            return error
        }
    }

    private func failure(_ text: String, _ options: XMLOptions = XMLOptions()) -> XMLError? {
        failure(Array(text.utf8), options)
    }

    @Test func mistakesHaveTheirLine() throws {
        let error = try #require(failure("<a>\n<b>\n</c>\n</a>"))
        #expect(error.kind == .malformed)
        #expect(error.problems.first?.line == 3)
        #expect(error.problems.first?.column == 5)
        #expect(error.problems.first?.message.contains("mismatch") == true)
        #expect(!error.isTruncated)
    }

    @Test(arguments: [
        "<a", "<a>&nbsp;</a>", "<a b=1/>", "<a></a><b/>", "{\"code\":500}", "<a>\u{1}</a>", "<a b='1' b='2'/>",
        "<a><![CDATA[",
        "<p:a/>", "<a>&#0;</a>", "<html><br></html>", "plain",
    ])
    func whatIsNotWellFormedIsRefused(text: String) {
        #expect(failure(text)?.kind == .malformed)
    }

    @Test(arguments: ["<a></a>garbage", "{\"code\":500}", "plain", "<a>&nbsp;</a>", "<a></b>"])
    func whatIsWrongIsNotTakenForCut(text: String) {
        #expect(failure(text)?.isTruncated == false)
    }

    @Test func nothingIsAnError() {
        #expect(failure("")?.isTruncated == true)
        #expect(failure("  ")?.kind == .malformed)
    }

    @Test(arguments: [
        #"<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>"#,
        #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
        #"<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>"#,
        #"<?xml version="1.0"?><!DOCTYPE html><html/>"#,
        #"<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a/>"#,
    ])
    func documentTypesAreRefused(text: String) {
        let error = failure(text)
        #expect(error?.kind == .documentType)
        #expect(error?.problems.first?.line == 1)
    }

    @Test func depthIsLimited() {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(failure(deep)?.kind == .limit)
        #expect(failure("<a><b/></a>", XMLOptions(limits: XMLLimits(depth: 2))) == nil)
        #expect(failure("<a><b><c/></b></a>", XMLOptions(limits: XMLLimits(depth: 2)))?.kind == .limit)
        let most = String(repeating: "<a>", count: 250) + String(repeating: "</a>", count: 250)
        #expect(failure(most, XMLOptions(limits: XMLLimits(depth: 256))) == nil)
    }

    @Test func lengthIsLimited() {
        #expect(failure("<a></a>", XMLOptions(limits: XMLLimits(bytes: 6)))?.kind == .limit)
        #expect(failure("<a></a>", XMLOptions(limits: XMLLimits(bytes: 7))) == nil)
    }

    @Test func unknownEncodings() {
        #expect(failure("<a/>", XMLOptions(encoding: "klingon"))?.kind == .encoding)
        #expect(failure("<?xml version='1.0' encoding='klingon'?><a/>")?.kind == .encoding)
    }

    @Test func everyPrefixIsRefusedAndSeenAsCut() throws {
        let text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a k=\"甲&amp;\"><!-- c --><b>乙</b><![CDATA[x]]><?p i?></a>"
        let bytes = Array(text.utf8)
        #expect(failure(bytes) == nil)
        for length in 0..<bytes.count {
            let error = try #require(failure(Array(bytes[..<length])))
            #expect(error.isTruncated, "of \(length) bytes: \(error)")
        }
    }

    @Test func everyChangedByteIsJudgedWithoutACrash() {
        let bytes = Array("<a k='甲'><b>&amp;</b></a>".utf8)
        var refused = 0
        for position in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[position] = byte
                if failure(changed) != nil { refused += 1 }
            }
        }
        #expect(refused > bytes.count * 64)
    }

    @Test func complaintsAreBounded() throws {
        let text = "<a>" + String(repeating: "&x;", count: 10_000) + "</a>"
        let error = try #require(failure(text))
        #expect((2...20).contains(error.problems.count))
    }
}
