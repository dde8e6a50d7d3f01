import Testing

@testable import Feeds

@Suite struct CursorSealTests {
    private let seal = CursorSeal(secret: Array("a secret of thirty-two bytes....".utf8))
    private let cursor = FeedCursor(feed: 3, epoch: .max, schema: 7, position: 1 << 40, floor: -1)

    private func token(_ cursor: FeedCursor, _ seal: CursorSeal? = nil) -> [UInt8] {
        var out: [UInt8] = []
        (seal ?? self.seal).append(cursor, to: &out)
        return out
    }

    @Test func cursorsSurviveTheirToken() {
        #expect(token(cursor).count == CursorSeal.tokenCount)
        #expect(seal.open(token(cursor)) == cursor)
    }

    @Test func everyChangedCharacterIsNoticed() {
        let good = token(cursor)
        for place in good.indices {
            for other in "AQgwz09_-.=%".utf8 where other != good[place] {
                var forged = good
                forged[place] = other
                #expect(seal.open(forged) == nil, "character \(place) as \(other)")
            }
        }
    }

    @Test func everyOtherLengthIsRefused() {
        let good = token(cursor)
        for count in 0..<good.count { #expect(seal.open(Array(good.prefix(count))) == nil) }
        #expect(seal.open(good + [65]) == nil)
        #expect(seal.open(good + good) == nil)
        #expect(seal.open([UInt8](repeating: 255, count: good.count)) == nil)
    }

    @Test func anotherSecretMakesAnotherToken() {
        let other = CursorSeal(secret: Array("another secret of 32 bytes......".utf8))
        #expect(other.open(token(cursor)) == nil)
        #expect(token(cursor, other) != token(cursor))
    }

    @Test func expiryAsksForTheLaterOfPositionAndFloor() {
        var cursor = FeedCursor(feed: 1, epoch: 0, schema: 0, position: 5, floor: 20)
        #expect(!cursor.isExpired(horizon: 20) && cursor.isExpired(horizon: 21))
        cursor.position = 30
        #expect(!cursor.isExpired(horizon: 30) && cursor.isExpired(horizon: 31))
    }

    @Test func theFloorMovesOnlyAtTheHead() {
        let start = FeedCursor(feed: 1, epoch: 0, schema: 0, position: 0, floor: 20)
        #expect(start.advanced(to: 15, head: 25).floor == 20)
        #expect(start.advanced(to: 25, head: 25).floor == 25)
        #expect(start.advanced(to: 15, head: 25).position == 15)
    }
}
