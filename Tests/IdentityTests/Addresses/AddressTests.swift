import Testing

@testable import Identity

@Suite struct AddressTests {
    private func form(_ address: String, region: String = "") -> AddressForm {
        var reader = AddressReader()
        return reader.read(address, region: region)
    }

    @Test func aChineseAddressIsTakenApart() {
        let whole = form("广东省清远市清城区源潭镇陶瓷工业园12号")
        #expect(whole.region == 441_802)
        #expect(whole.number == 12)
        #expect(whole.town != 0 && whole.park != 0 && whole.road == 0)
        #expect(form("清城区源潭镇陶瓷工业园第12号厂房", region: "441800") == whole)
        #expect(form("源潭镇陶瓷工业园１２号", region: "441802") == whole)
    }

    @Test func roadsVillagesAndNumbers() {
        let one = form("上海市松江区九亭镇九泾路225号")
        #expect(one.region == 310_117)
        #expect(one.road != 0 && one.number == 225)
        #expect(form("九亭镇九泾路225号2幢").road == one.road)
        #expect(form("九亭镇九泾路225号2幢").number == 225)
        #expect(form("石角镇民安村三组").village != 0)
        #expect(form("石角镇民安村三组").village == form("石角镇民安村").village)
        #expect(form("中山一路8号").road == form("中山1路8号").road)
        #expect(form("中山一路8号").road != form("中山二路8号").road)
        #expect(form("镇江路8号").town == 0)
        #expect(form("上海路8号").region == 0)
    }

    @Test func aCountyThatManyCitiesHaveIsKnownByItsCity() {
        #expect(form("鼓楼区中山路1号").region == 0)
        #expect(form("江苏省南京市鼓楼区中山路1号").region == 320_106)
        #expect(form("鼓楼区中山路1号", region: "320100").region == 320_106)
    }

    @Test func anEnglishAddressIsTakenApart() {
        let one = form("651 Hawkins Blvd., El Paso, TX 79915", region: "TX")
        #expect(one.number == 651)
        #expect(one == form("651 HAWKINS BOULEVARD, EL PASO, TX", region: "tx"))
        #expect(one.town != form("651 Hawkins Blvd, Dallas, TX", region: "TX").town)
        #expect(one.region != form("", region: "AZ").region)
    }
}
