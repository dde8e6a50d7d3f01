public import Model

/// A draft of `mappings/NAME.yaml`, made of a profile: every guess is marked with how sure it is and why, and every field of
/// the source that is not used stands under `ignore:`.
public struct MappingDraft: Sendable {
    /// The file's text.
    public let text: String
    /// How many fields were guessed.
    public let guessed: Int
    /// The paths that are left out on purpose, for a person to look at.
    public let ignored: [String]
    /// What a person must fill in: `measurement.period`.
    public let open: [String]
    /// The names of the entities.
    public let entities: [String]
    /// The first guess of the key of the first entity: which fields name a record.
    public let identity: [String]

    /// What a draft is made for.
    public struct Setting: Sendable {
        /// The name of the mapping.
        public var name: String
        /// What people call it.
        public var title: String
        /// What the sample is called, for hints: its file's name.
        public var hint: String
        /// Whether the connector says in which zone its times are.
        public var hasZone: Bool

        /// A setting.
        public init(name: String, title: String, hint: String, hasZone: Bool) {
            (self.name, self.title, self.hint, self.hasZone) = (name, title, hint, hasZone)
        }
    }

    /// Drafts a mapping.
    public init(
        _ profile: ListProfile, form: SampleForm, schema: UnifiedSchema, codes: [String: CodeTable], units: UnitTable,
        setting: Setting
    ) {
        let matcher = FieldMatcher(schema: schema, codes: codes, units: units)
        let chosen = EntityChooser(matcher: matcher, name: setting.hint + " " + setting.title).choose(profile)
        var writer = DraftWriter(form: form, matcher: matcher, setting: setting, profile: profile)
        writer.write(chosen)
        text = writer.text
        guessed = writer.guessed
        ignored = writer.ignored
        open = writer.open
        entities = chosen.map(\.entity.name)
        identity = Self.identity(chosen, profile)
    }

    private static func identity(_ chosen: [EntityGuess], _ profile: ListProfile) -> [String] {
        let keys = profile.candidateKeys
        let key = chosen.flatMap { entity in
            entity.guesses.filter { entity.entity.key.contains($0.target.name) }.map(\.source.path)
        }
        if let alone = keys.first(where: { $0.count == 1 && key.contains($0[0]) }) { return alone }
        func isName(_ path: String) -> Bool {
            let name = path.lowercased()
            return ["id", "bh", "bm", "no", "编号", "编码", "序号", "uuid", "guid"].contains { name.hasSuffix($0) }
        }
        if let likely = keys.first(where: { $0.allSatisfy(isName) }) ?? keys.first { return likely }
        var seen: Set<String> = []
        return key.filter { seen.insert($0).inserted }
    }
}
