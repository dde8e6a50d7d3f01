import Model
import Testing

@Suite struct UnitTableTests {
    private static func unit(_ code: String, _ dimension: String, _ factor: String, _ aliases: String...)
        -> UnitDefinition
    {
        UnitDefinition(code: code, dimension: dimension, factor: try! DecimalValue(factor), aliases: aliases)
    }

    private static let dimensions = [
        DimensionDefinition(name: "concentration", base: "mg/L"), DimensionDefinition(name: "power", base: "W"),
        DimensionDefinition(name: "temperature", base: "K"), DimensionDefinition(name: "flow", base: "m3/d"),
    ]
    private static let units = [
        unit("mg/L", "concentration", "1", "毫克每升", "毫克/升", "mg/l"), unit("ug/L", "concentration", "0.001", "微克/升"),
        unit("g/L", "concentration", "1000"), unit("W", "power", "1"), unit("mW", "power", "0.001"),
        unit("MW", "power", "1000000"), unit("K", "temperature", "1"),
        UnitDefinition(
            code: "℃", dimension: "temperature", factor: .one, offset: try! DecimalValue("273.15"), aliases: ["摄氏度"]),
        unit("m3/d", "flow", "1"), unit("L/s", "flow", "86.4", "升/秒"), unit("m3/h", "flow", "24"),
    ]
    private let table = UnitTable.build(dimensions: dimensions, units: units).table

    @Test(
        arguments: [
            ("mg/L", "mg/L"), ("MG/L", "mg/L"), ("㎎/Ｌ", "mg/L"), (" mg / L ", "mg/L"), ("毫克／升", "mg/L"),
            ("μg/L", "ug/L"),
            ("µg/l", "ug/L"), ("mW", "mW"), ("MW", "MW"), ("ｍＷ", "mW"), ("w", "W"), ("m³/h", "m3/h"), ("m^3/H", "m3/h"),
            ("°C", "℃"), ("摄氏度", "℃"),
        ] as [(String, String)])
    func findsSpellings(_ spelling: String, _ code: String) throws {
        let unit = try #require(table.unit(spelling))
        #expect(table[unit].code == code)
    }

    @Test(arguments: ["", "mw", "Mw", "kg", "mg/L/L", String(repeating: "m", count: 100_000)])
    func doesNotGuess(_ spelling: String) {
        #expect(table.unit(spelling) == nil)
    }

    @Test(
        arguments: [
            ("20", "mg/L", "ug/L", "20000"), ("0.5", "g/L", "ug/L", "500000"), ("25", "℃", "K", "298.15"),
            ("0", "K", "℃", "-273.15"),
            ("1", "L/s", "m3/h", "3.6"), ("10", "m3/h", "L/s", "2.77777777777777778"),
            ("1.230", "mg/L", "mg/L", "1.23"),
        ] as [(String, String, String, String)])
    func converts(_ value: String, _ from: String, _ to: String, _ expected: String) throws {
        let source = try #require(table.unit(from))
        let target = try #require(table.unit(to))
        #expect(try table.convert(DecimalValue(value), from: source, to: target).description == expected)
    }

    @Test func refusesOtherDimensionsAndOverflow() throws {
        let water = try #require(table.unit("mg/L"))
        let power = try #require(table.unit("W"))
        #expect(throws: UnitFault.dimension(from: "mg/L", to: "W")) { try table.convert(.one, from: water, to: power) }
        let kelvin = try #require(table.unit("K"))
        let celsius = try #require(table.unit("℃"))
        #expect(throws: UnitFault.number(.overflow)) {
            try table.convert(DecimalValue("999999999999999999"), from: celsius, to: kelvin)
        }
    }

    @Test func thereAndBackIsTheSame() throws {
        var dice = Dice(seed: 37)
        let pairs = try [("mg/L", "ug/L"), ("W", "MW"), ("℃", "K")].map { names in
            let first = try #require(table.unit(names.0))
            let second = try #require(table.unit(names.1))
            return (first, second)
        }
        for _ in 0..<1000 {
            let value = try DecimalValue(mantissa: dice.integer(below: 1_000_000_000), exponent: -4)
            for (a, b) in pairs {
                #expect(try table.convert(table.convert(value, from: a, to: b), from: b, to: a) == value)
            }
        }
    }

    @Test func reportsProblems() {
        let dimensions = [
            DimensionDefinition(name: "a", base: "x"), DimensionDefinition(name: "a", base: "x"),
            DimensionDefinition(name: "b", base: "none"),
        ]
        let units = [
            Self.unit("x", "a", "2", "y"), Self.unit("y", "nowhere", "0"), Self.unit("x", "a", "1"),
        ]
        let problems = Set(UnitTable.build(dimensions: dimensions, units: units).problems)
        #expect(
            problems == [
                .duplicateDimension("a"), .baseFactor(unit: "x"), .unknownBase(dimension: "b", base: "none"),
                .unknownDimension(unit: "y", dimension: "nowhere"), .factor(unit: "y"),
                .spelling("y", first: "x", second: "y"), .spelling("x", first: "x", second: "x"),
            ])
        #expect(UnitTable.build(dimensions: Self.dimensions, units: Self.units).problems == [])
    }
}
