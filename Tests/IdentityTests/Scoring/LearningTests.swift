import Testing

@testable import Identity

@Suite struct LearningTests {
    /// Patterns of a mixture that is known: right pairs have the same name nine times of ten, wrong ones once in a hundred.
    @Test func weightsOfAKnownMixtureAreFound() {
        var counts: [UInt32: Int] = [:]
        let (right, wrong) = (100_000.0, 900_000.0)
        for (name, rightName, wrongName) in [(NameComparer.sameWords, 0.9, 0.01), (NameComparer.other, 0.1, 0.99)] {
            for (place, rightPlace, wrongPlace) in [(3, 0.8, 0.05), (7, 0.2, 0.95)] {
                for (phone, rightPhone, wrongPhone) in [(1, 0.6, 0.002), (2, 0.4, 0.998)] {
                    var pattern = LevelPattern()
                    pattern[.name] = name
                    pattern[.location] = place
                    pattern[.phone] = phone
                    counts[pattern.bits] = Int(
                        right * rightName * rightPlace * rightPhone + wrong * wrongName * wrongPlace * wrongPhone)
                }
            }
        }
        var learner = WeightLearner(counts, from: .standard)
        let learned = learner.learn(rounds: 200)
        #expect(abs(learned[.name, NameComparer.sameWords] - 6.49) < 0.2)
        #expect(abs(learned[.location, 3] - 4) < 0.2)
        #expect(abs(learned[.location, 7] + 2.25) < 0.2)
        #expect(abs(learned[.phone, 2] + 1.32) < 0.2)
        #expect(abs(learned.prior + 3.17) < 0.2)
    }

    @Test func whatIsNotSeenStays() {
        var pattern = LevelPattern()
        pattern[.name] = NameComparer.same
        var learner = WeightLearner([pattern.bits: 10], from: .standard)
        let learned = learner.learn(rounds: 5)
        #expect(learned[.phone, 1] == LinkWeights.standard[.phone, 1])
        #expect(learned[.name, NameComparer.little] == LinkWeights.standard[.name, NameComparer.little])
    }

    @Test func commonWordsTellLess() {
        var index = LinkIndex()
        for number in 0..<64 {
            index.load(.made("ghg", "\(number)", number < 16 ? "River Foo\(number)" : "Bar\(number) Station"))
        }
        let commonness = index.learnedCommonness()
        func bits(_ word: String) -> Int {
            Int(commonness.weight(NameUnit.word(ScalarText.scalars(word)[...]), .brand))
        }
        #expect(bits("river") == 16)
        #expect(bits("foo1") == 80)
    }
}
