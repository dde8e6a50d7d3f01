import Testing

// Single values, read off the files by hand.
extension ShanghaiSyncTests {
    func checkSources(_ store: ShanghaiStore) throws {
        let site = """
            SELECT name, uscc, industry, region, discharge_media, status, days_per_year, hours_per_day FROM pollution_source
            WHERE source_code = '607220405001'
            """
        #expect(
            try store.row(site) == [
                "3M中国有限公司", "913100006072204056", "2929", "310104", #"["air","soil","hazardous_waste"]"#, "active",
                "347.0", "24.0",
            ])
        // The file says no datum: it is Baidu's (BD-09). The hospital in Lujiazui is here in WGS 84.
        let hospital = """
            SELECT abs(lon - 121.5089) < 0.001, abs(lat - 31.2395) < 0.001 FROM pollution_source
            WHERE name = '上海市东方医院（同济大学附属东方医院）' AND address LIKE '%即墨路150号'
            """
        #expect(try store.row(hospital) == ["1", "1"])
        // One company, seven farms: one credit code never makes one site of them.
        let farms = "SELECT count(*) FROM pollution_source WHERE uscc = '933101170545516176'"
        #expect(try store.row(farms) == ["7"])
        let linked = "SELECT count(*) FROM pollution_source WHERE permit_number IS NOT NULL AND source_code IS NOT NULL"
        #expect(try store.row(linked) == ["22"])
        // Their codes are those of firms that are in the list, but they are a branch, a boiler house in a customer's works, a workshop.
        let branches = try store.row(
            """
            SELECT count(*) FROM pollution_source WHERE source_code IS NULL AND name IN
              ('复旦大学附属华山医院（江苏路分部）', '上海华电闵行能源有限公司（米其林剑川路2915号）', '上海纳格西斯商标有限公司（RFID）')
            """)
        #expect(branches == ["3"])
        // 246 days of 1,968 hours: the second is no number of hours a day.
        let hours = "SELECT count(*), count(hours_per_day) FROM pollution_source WHERE days_per_year = 246"
        #expect(try store.row(hours) == ["2", "1"])
    }

    func checkLimits(_ store: ShanghaiStore) throws {
        func limit(_ item: String) throws -> [String?] {
            try store.row("SELECT pollutant, value_min, value_max, unit FROM permit_limit WHERE item = '\(item)'")
        }
        #expect(try limit("4CD048936B6B43428A2641D977F72B1A") == ["w01001", "6.0", "9.0", nil])
        #expect(try limit("39065E207BF04C22A4D167858BC7C588") == ["w01002", nil, "50.0", "times"])
        #expect(try limit("2DC3CE2FDD874929B69652AFFEDAB582") == ["w01017", nil, "20.0", "mg/L"])
        let media = try store.counts("SELECT medium, count(*) FROM permit_limit GROUP BY medium")
        #expect(media.keys.sorted() == ["air", "noise", "water"])
        let noise = "SELECT count(*) FROM permit_limit WHERE medium = 'noise' AND unit IS NOT 'dB(A)'"
        #expect(try store.row(noise) == ["0"])
        // 6 limits are blank; a lower end of 0, or equal to the upper, is none.
        #expect(try store.row("SELECT count(value_min), count(value_max) FROM permit_limit") == ["1395", "26589"])
        // The same word is another pollutant in another medium.
        let mixed = "SELECT count(*) FROM permit_limit WHERE medium = 'air' AND pollutant LIKE 'w%'"
        #expect(try store.row(mixed) == ["0"])
    }

    func checkMeasurements(_ store: ShanghaiStore) throws {
        func value(_ point: String, _ pollutant: String) throws -> [String?] {
            try store.row(
                """
                SELECT qualifier, value, unit, datetime(time / 1000, 'unixepoch') FROM measurement
                WHERE point_code = '\(point)' AND pollutant = '\(pollutant)' ORDER BY time
                """)
        }
        #expect(try value("607202776001/FQ001", "a21026") == ["nd", nil, "mg/m3", "2020-06-10 02:00:00"])
        #expect(try value("745611834001/WS001", "w22001") == ["lt", "0.06", "mg/L", "2020-05-21 02:00:00"])
        let kinds = "SELECT ifnull(qualifier, 'plain'), count(*) FROM measurement GROUP BY 1"
        #expect(try store.counts(kinds) == ["plain": 614, "nd": 39, "lt": 7])
        #expect(try store.row("SELECT count(*) FROM measurement WHERE (value IS NULL) <> (qualifier IS 'nd')") == ["0"])
    }

    func checkPermits(_ store: ShanghaiStore) throws {
        let city = "SELECT kind, holder, valid_to FROM permit WHERE number = 'G31011400009'"
        #expect(try store.row(city) == ["local_permit", "上汽大众汽车有限公司", "2020-12-25"])
        let national = """
            SELECT kind, industry, valid_from, valid_to, issued_on FROM permit WHERE number = '91310117MA1J1DUE21001Q'
            """
        #expect(try store.row(national) == ["discharge_permit", "2641", "2020-07-27", "2023-07-26", "2020-07-26"])
        // `outlets` writes the end of a licence in milliseconds, `licence-pwxk` as a day: they agree.
        let ends = "SELECT count(*) FROM outlet WHERE permit_valid_to = '2020-12-25' AND permit_number = 'G31011400009'"
        #expect(try store.row(ends) == ["279"])
        let scale = "SELECT capacity, capacity_text FROM waste_licence WHERE item = '32C94ADACFEB4C8EB4EDD531E6680204'"
        #expect(try store.row(scale) == ["9800.0", "9800吨／年"])
        #expect(try store.row("SELECT count(capacity) FROM waste_licence") == ["26"])
        #expect(try store.row("SELECT count(*) FROM waste_licence WHERE number = item") == ["1"])
    }
}
