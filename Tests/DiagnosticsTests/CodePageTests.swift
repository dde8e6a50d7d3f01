import Foundation
import Testing

@testable import Diagnostics

@Suite("Pages of codes")
struct CodePageTests {
    @Test("Every code has its page, and every page its code")
    func complete() {
        let pages = CodePage.all.map(\.id)
        #expect(pages.count == Set(pages).count)
        #expect(Set(DiagnosticCode.all.map(\.id)).subtracting(pages).sorted() == [])
        #expect(Set(pages).subtracting(DiagnosticCode.all.map(\.id)).sorted() == [])
    }

    @Test("A page says why, what to do, and mends one place of one file", arguments: CodePage.all)
    func whole(page: CodePage) throws {
        let code = try #require(DiagnosticCode.named(page.id))
        #expect(page.cause.count > 30 && page.fix.count > 20)
        let places = page.before.reduce(0) { $0 + $1.text.components(separatedBy: page.wrong).count - 1 }
        #expect(places == 1, "`\(page.wrong)` stands \(places) times")
        #expect(zip(page.before, page.after).count { $0.text != $1.text } == 1)
        let text = page.markdown(of: code)
        #expect(text.hasPrefix("# \(page.id): \(code.title)\n"))
        #expect(text.utf8.count < 4_000)
    }
}
