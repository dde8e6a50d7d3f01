import Testing

@testable import Storage

@Suite struct NewKeysTests {
    @Test func neverCallsAKnownKeyNew() {
        let keys = NewKeys(tableIsEmpty: true, 1)
        var generator = SystemRandomNumberGenerator()
        let hashes = (0..<50_000).map { _ in generator.next() as UInt64 }
        for hash in hashes { keys.insert(hash, 1) }
        #expect(hashes.allSatisfy { !keys.isNew($0, 1) })
        let strangers = (0..<10_000).count { _ in keys.isNew(generator.next(), 1) }
        #expect(strangers > 9_900)
    }

    @Test func knowsNothingOfATableThatHadRows() {
        let keys = NewKeys(tableIsEmpty: false, 1)
        #expect(!keys.isNew(42, 1))
    }

    @Test func endsForGoodWithAnotherGeneration() {
        let keys = NewKeys(tableIsEmpty: true, 1)
        #expect(keys.isNew(42, 1))
        #expect(!keys.isNew(42, 2))
        keys.insert(42, 2)
        #expect(!keys.holds(1) && !keys.isNew(43, 1))
    }
}
