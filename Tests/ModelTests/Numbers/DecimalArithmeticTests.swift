import Model
import Testing

@Suite struct DecimalArithmeticTests {
    private func number(_ text: String) throws -> DecimalValue { try DecimalValue(text) }

    @Test func addsExactly() throws {
        #expect(try number("0.1").adding(number("0.2")) == number("0.3"))
        #expect(try number("1").subtracting(number("0.9")) == number("0.1"))
        #expect(try number("5").subtracting(number("5")) == .zero)
        #expect(throws: DecimalFault.overflow) { try number("999999999999999999").adding(number("0.5")).adding(.one) }
    }

    @Test func addsAcrossManyPlaces() throws {
        let large = try number("1").multiplied(by: DecimalValue(mantissa: 1, exponent: 20))
        let tiny = try DecimalValue(mantissa: 1, exponent: -40)
        #expect(try number("1").adding(tiny) == .one)
        #expect(try number("1").subtracting(tiny) == .one)
        #expect(try tiny.subtracting(number("1")) == DecimalValue(-1))
        #expect(throws: DecimalFault.overflow) { try large.adding(.one) }
        // A hair below a tie goes down, a hair above goes up.
        let tie = try number("0.12345678901234567")
        let half = try DecimalValue(mantissa: 5, exponent: -19)
        let hair = try DecimalValue(mantissa: 1, exponent: -60)
        #expect(try tie.adding(half.subtracting(hair)) == number("0.12345678901234567"))
        #expect(try tie.adding(half).description == "0.12345678901234567")
    }

    @Test func multiplies() throws {
        #expect(try number("1.5").multiplied(by: number("-0.02")) == number("-0.03"))
        #expect(try number("999999999").multiplied(by: number("999999999")).description == "999999998000000001")
        #expect(try number("0.333333333333333333").multiplied(by: number("3")) == number("0.999999999999999999"))
        #expect(
            try number("1.00000000000000001").multiplied(by: number("1.00000000000000001")).description
                == "1.00000000000000002")
        #expect(throws: DecimalFault.overflow) { try number("999999999999999999").multiplied(by: number("12345")) }
        #expect(try number("999999999999999999").multiplied(by: number("1000")).description == "999999999999999999000")
    }

    @Test func divides() throws {
        #expect(try number("1").divided(by: number("3")).description == "0.333333333333333333")
        #expect(try number("2").divided(by: number("3")).description == "0.666666666666666667")
        #expect(try number("-10").divided(by: number("4")) == number("-2.5"))
        #expect(try number("86.4").divided(by: number("86400")) == number("0.001"))
        #expect(try DecimalValue.zero.divided(by: number("7")) == .zero)
        #expect(throws: DecimalFault.divisionByZero) { try number("1").divided(by: .zero) }
        #expect(
            try number("999999999999999999").divided(by: number("0.999999999999999999")).description
                == "1000000000000000000")
    }

    @Test func rounds() throws {
        #expect(try number("2.5").rounded(places: 0) == number("2"))
        #expect(try number("3.5").rounded(places: 0) == number("4"))
        #expect(try number("-2.345").rounded(places: 2) == number("-2.34"))
        #expect(try number("-2.3451").rounded(places: 2) == number("-2.35"))
        #expect(try number("1499").rounded(places: -3) == number("1000"))
        #expect(try number("0.004").rounded(places: 2) == .zero)
        #expect(try number("1.25").rounded(places: .max) == number("1.25"))
        #expect(try number("1.25").rounded(places: .min) == .zero)
    }

    @Test func compares() throws {
        let ordered = ["-100", "-2.5", "-2.49", "0", "0.001", "0.01", "1", "1.5", "1000000000000000000000"]
        for (place, text) in ordered.enumerated() {
            for other in ordered[(place + 1)...] {
                #expect(try number(text) < number(other))
                #expect(try !(number(other) < number(text)))
            }
        }
        #expect(try number("1.20") == number("1.2"))
        #expect(try number("1.20").hashValue == number("1.2").hashValue)
    }

    @Test func agreesWithIntegers() throws {
        var random = Dice(seed: 7)
        for _ in 0..<3000 {
            let (left, right) = (random.integer(below: 1_000_000_000), random.integer(below: 1_000_000_000))
            let (a, b) = (left - 500_000_000, right - 500_000_000)
            #expect(try DecimalValue(a).adding(DecimalValue(b)) == DecimalValue(a + b))
            #expect(try DecimalValue(a).multiplied(by: DecimalValue(b)) == DecimalValue(a * b))
            #expect(try (DecimalValue(a) < DecimalValue(b)) == (a < b))
            if b != 0 {
                #expect(
                    try DecimalValue(a).multiplied(by: DecimalValue(b)).divided(by: DecimalValue(b)) == DecimalValue(a))
            }
        }
    }

    @Test func textRoundTrips() throws {
        var random = Dice(seed: 11)
        for _ in 0..<3000 {
            let mantissa = random.integer(below: 1_000_000_000_000_000_000) >> random.integer(below: 60)
            let value = try DecimalValue(mantissa: -mantissa, exponent: Int(random.integer(below: 80)) - 40)
            #expect(try DecimalValue(value.description) == value)
        }
    }

    @Test func doubleIsNearest() throws {
        var random = Dice(seed: 13)
        for _ in 0..<3000 {
            let mantissa = random.integer(below: 1_000_000_000_000_000_000) >> random.integer(below: 60)
            let value = try DecimalValue(mantissa: mantissa, exponent: Int(random.integer(below: 60)) - 30)
            #expect(value.doubleValue == Double("\(value.mantissa)e\(value.exponent)"))
        }
        #expect(try DecimalValue(double: 0.1).description == "0.1")
        #expect(try DecimalValue(double: -1e-7).description == "-0.0000001")
        #expect(throws: DecimalFault.unexpected(at: 0)) { try DecimalValue(double: .nan) }
        #expect(throws: DecimalFault.overflow) { try DecimalValue(double: 1e300) }
    }
}
