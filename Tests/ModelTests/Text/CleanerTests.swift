import Foundation
import Model
import Testing

@Suite struct CleanerTests {
    @Test(
        arguments: [
            ("trim", " \t\r\n\u{3000}\u{A0}\u{FEFF}清 远\u{200B}\u{3000} ", "清 远"), ("trim", "\u{3000}", ""),
            ("trim", "", ""),
            ("halfwidth", "ＡＢｃ１２３（）～！　ｶ カ，", "ABc123()~! ｶ カ,"), ("halfwidth", "中文。、", "中文。、"),
            ("upper", "abcXyz1清é", "ABCXYZ1清é"), ("lower", "ABCxYZ清É", "abcxyz清É"),
            ("collapse_spaces", "347 天/年    \n\t\t24 时\u{3000}\u{A0}天", "347 天/年 24 时 天"),
            ("collapse_spaces", "  ", " "),
            ("strip_tags", "<b>废水</b>&nbsp;排放<br/>口&amp;管", "废水 排放 口&管"), ("strip_tags", "<0.5 且 a<b", "<0.5 且 a<b"),
            ("strip_tags", "&lt;b&gt; &#20013;&#x6587; &unknown; &", "<b> 中文 &unknown; &"),
            ("strip_tags", "m&sup3;/h", "m³/h"),
            ("strip_tags", "<p class='x'>一</p><td>二</td>", " 一  二 "),
            ("strip_tags", "&#xD800;&#0;&#;&;", "&#xD800;&#0;&#;&;"),
            ("digits_only", "第 12-3４ 号", "123"), ("remove_commas", "1,234，567", "1234567"),
        ] as [(String, String, String)])
    func cleans(_ name: String, _ text: String, _ expected: String) throws {
        let cleaner = try #require(Cleaner.named(name))
        #expect(cleaner(text) == expected)
    }

    @Test func worksOnTheTailOnly() throws {
        for cleaner in Cleaner.all {
            var buffer = Array("ａ <b> ，".utf8)
            let kept = buffer
            buffer += Array(" Ａ,1 ".utf8)
            cleaner.apply(&buffer, kept.count)
            #expect(Array(buffer.prefix(kept.count)) == kept, "\(cleaner.name)")
            cleaner.apply(&buffer, buffer.count)
        }
    }

    /// A page's texts share one buffer: what stands before a text must cost nothing.
    @Test(.timeLimit(.minutes(1))) func costDependsOnTheTailAlone() {
        for cleaner in Cleaner.all {
            var buffer = [UInt8](repeating: UInt8(ascii: "a"), count: 8_000_000)
            let kept = buffer.count
            for _ in 0..<3_000 {
                buffer += Array("x < y".utf8)
                cleaner.apply(&buffer, kept)
                buffer.removeLast(buffer.count - kept)
            }
            #expect(buffer.count == kept, "\(cleaner.name)")
        }
    }

    @Test func survivesAnyBytesAndNeverGrows() {
        var dice = Dice(seed: 21)
        for _ in 0..<3000 {
            let bytes = dice.bytes(upTo: 40, likely: Array("<>&#x;a1 ，　\u{FEFF}Ａ".utf8))
            for cleaner in Cleaner.all {
                var once = bytes
                cleaner.apply(&once, 0)
                #expect(once.count <= bytes.count)
                guard cleaner.name != "strip_tags" else { continue }
                var twice = once
                cleaner.apply(&twice, 0)
                // Joining bytes of broken UTF-8 may make a new character; whole text is clean after one pass.
                if String(validating: bytes, as: UTF8.self) != nil { #expect(twice == once) }
            }
        }
    }

    @Test func isLinearOnHostileMarkup() throws {
        let strip = try #require(Cleaner.named("strip_tags"))
        let opens = String(repeating: "<a", count: 500_000)
        #expect(strip(opens) == opens)
        #expect(strip(opens + ">") == "")
        #expect(strip(String(repeating: "&", count: 1_000_000)).utf8.count == 1_000_000)
    }

    @Test func trimsWithoutCopy() {
        let bytes = Array("\u{3000} 清远 \u{A0}".utf8)
        #expect(Blanks.trimmed(bytes.span) == 4..<10)
        #expect(Blanks.trimmed([UInt8]().span) == 0..<0)
    }

    @Test func folderAndTableAgree() throws {
        let folder = Sources.folder("Text/Cleaners")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        #expect(files.count == Cleaner.all.count)
        #expect(Set(Cleaner.all.map(\.name)).count == Cleaner.all.count)
        for cleaner in Cleaner.all {
            let file = cleaner.name.split(separator: "_").map(\.capitalized).joined() + ".swift"
            #expect(files.contains(file), "\(file)")
        }
    }
}
