import Feeds
import Testing

@testable import Serving

@Suite struct OpenedCursorsTests {
    private let seal = CursorSeal(secret: Array(repeating: 7, count: 32))

    private func token(_ position: Int64, _ seal: CursorSeal) -> [UInt8] {
        var token: [UInt8] = []
        seal.append(FeedCursor(feed: 3, epoch: 9, schema: 1, position: position, floor: 50), to: &token)
        return token
    }

    @Test func everyTokenGivesItsOwnCursorHoweverOftenItComes() {
        var opened = OpenedCursors()
        let tokens = (0..<1_000).map { token(Int64($0), seal) }
        for _ in 0..<3 {
            for (position, token) in tokens.enumerated() {
                for _ in 0..<2 { #expect(opened.open(token, seal)?.position == Int64(position)) }
            }
        }
    }

    @Test func whatTheSealDidNotMakeIsNeverOpened() {
        var opened = OpenedCursors()
        let right = token(5, seal)
        #expect(opened.open(right, seal) != nil)
        // Each differs in one place from one that is kept, most of them with the same end.
        for place in right.indices {
            var wrong = right
            wrong[place] = wrong[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(opened.open(wrong, seal) == nil)
            #expect(opened.open(wrong, seal) == nil, "nor the second time")
        }
        for count in [0, 1, 2, 65, 67, 200] {
            #expect(opened.open(Array((right + right + right + right).prefix(count)), seal) == nil)
        }
        #expect(opened.open(token(5, CursorSeal(secret: Array(repeating: 8, count: 32))), seal) == nil)
        #expect(opened.open(right, seal)?.position == 5)
    }
}
