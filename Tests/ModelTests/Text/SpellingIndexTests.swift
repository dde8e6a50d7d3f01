import Model
import Testing

@Suite struct SpellingIndexTests {
    @Test func agreesWithADictionary() {
        var index = SpellingIndex()
        var dictionary: [String: Int32] = [:]
        var dice = Dice(seed: 17)
        for value in 0..<5000 {
            let key = "清\(dice.integer(below: 4000))"
            let old = dictionary[key]
            #expect(index.insert(Array(key.utf8).span, value: Int32(value)) == old)
            if old == nil { dictionary[key] = Int32(value) }
        }
        #expect(index.count == dictionary.count)
        for (key, value) in dictionary { #expect(index.lookup(Array(key.utf8).span) == value) }
        #expect(index.lookup(Array("清4001".utf8).span) == nil)
        #expect(index.lookup([UInt8]().span) == nil)
    }

    @Test func keepsTheFirst() {
        var index = SpellingIndex()
        #expect(index.insert([1, 0].span, value: 7) == nil)
        #expect(index.insert([1, 0].span, value: 8) == 7)
        #expect(index.lookup([1].span) == nil)
        index.replace([1, 0].span, value: 9)
        index.replace([2].span, value: 9)
        #expect(index.lookup([1, 0].span) == 9)
        #expect(index.count == 1)
    }
}
