/// The words that English names of firms and sites are made of, apart from their own.
enum EnglishWords {
    /// What a word is apart from an own one.
    enum Meaning: Int32 {
        case legal
        case weak
        case trade
        case nothing
    }

    /// The meaning of a word.
    static func meaning(_ unit: UInt64) -> Meaning? { meanings[unit] }

    private static let meanings: [UInt64: Meaning] = {
        var meanings: [UInt64: Meaning] = [:]
        for (text, meaning) in [(legal, Meaning.legal), (weak, .weak), (trades, .trade), (nothing, .nothing)] {
            for word in text.split(whereSeparator: \.isWhitespace) {
                meanings[NameUnit.word(ScalarText.scalars(word)[...])] = meaning
            }
        }
        return meanings
    }()

    private static let legal = """
        llc lc llp lp ltd limited inc incorporated co corp corporation company companies plc partners partnership sarl gmbh
        holdings holding group enterprises dba
        """

    private static let weak = """
        plant plants station stations sta center centre facility facilities project unit units site works complex operation operations
        ops division div department generating generation gen generator genco power energy electric electrical electricity steam
        utility utilities services service usa us america american americas north south east west northern southern eastern western
        new industrial industries manufacturing mfg products production processing international national city county municipal
        street road no number area field system systems resources general united total central owner trust authority public
        expansion phase
        """

    private static let trades = """
        combustion turbine turbines cogen cogeneration combined cycle peaking peaker gas coal solar wind hydro nuclear thermal
        refinery refining petroleum oil pipeline terminal terminals compressor chemical chemicals chem steel iron aluminum
        aluminium foundry smelter metals copper zinc lead cement lime gypsum glass brick ceramics paper pulp mill mills board packaging
        lumber wood timber sugar corn ethanol biofuels biodiesel brewery dairy foods food meat poultry grain feed starch soy
        landfill waste recycling recovery disposal incinerator water wastewater treatment sewage mine mining quarry university
        college hospital medical institute laboratory research pharmaceutical pharmaceuticals plastics polymers rubber tire textile
        fertilizer nitrogen ammonia fuels renewable biomass
        """

    private static let nothing = "the of at and a an for in on by"
}
