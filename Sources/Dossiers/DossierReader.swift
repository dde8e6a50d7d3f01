public import Identity
public import Model
import SQLite
import Storage

/// Reads dossiers out of a store, each from one moment of it: by a connection that only reads, beside whoever writes.
///
/// What a section costs depends on an index by what its entity refers to. Without one every row of the entity is looked at.
public struct DossierReader: Sendable {
    /// What a dossier is to hold.
    public struct Request: Sendable {
        /// The moment that it shows, in milliseconds; nil for now.
        public var asOf: Int64?
        /// How many rows a section has at most, and how many points have values.
        public var limit = 50
        /// Which sections are read, by their keys (``DossierReader/keys``); nil for all.
        public var sections: Set<String>?

        /// All of it, as it is now.
        public init() {}
    }

    /// The keys of the parts that are no sections of rows: the thing itself, its keys, values of points, its identity.
    public static let parts = ["facts", "keys", "points", "identity"]

    let subject: EntitySchema
    let schema: UnifiedSchema
    let codes: [String: CodeTable]
    let storePath: String
    let seriesPaths: [String]
    let identity: IdentityRules
    let mappingFiles: [String: String]

    /// Reads the store at `storePath`.
    ///
    /// - Parameters:
    ///   - entity: the entity of the things that have dossiers.
    ///   - seriesPaths: the files of devices' time series; those that are not there are left out.
    ///   - identity: whose value survives where several systems speak of one thing, as commits have it.
    ///   - mappingFiles: the files of mappings by their names; of others it is thought that they are called as they are.
    /// - Throws: ``DossierError/noEntity(_:)``.
    public init(
        storePath: String, seriesPaths: [String], schema: UnifiedSchema, codes: [String: CodeTable],
        entity: String = "pollution_source", identity: IdentityRules? = nil, mappingFiles: [String: String] = [:]
    ) throws {
        guard let subject = schema.entity(entity) else { throw DossierError.noEntity(entity) }
        self.subject = subject
        self.schema = schema
        self.codes = codes
        self.storePath = storePath
        self.seriesPaths = seriesPaths
        self.identity = identity ?? .standard(for: schema)
        self.mappingFiles = mappingFiles
    }

    /// What sections are asked for by: the parts, then every entity that refers to such things, alone and by its fields.
    public var keys: [String] {
        Self.parts
            + SectionPlan.all(of: subject, in: schema).flatMap { plan in
                plan.fields.count == 1 ? [plan.entity.name] : [plan.entity.name] + plan.keys
            }
    }

    /// The dossier of `id`.
    ///
    /// - Parameter now: what the clock says, in milliseconds.
    /// - Throws: ``DossierError``, ``StoreError``.
    public func read(_ id: HubID, _ request: Request = Request(), now: Int64) throws -> Dossier {
        try inSnapshot(asOf: request.asOf) { try $0.dossier(of: id.number, request, now: now) }
    }

    /// The things that were called `text` at a moment: by their name, an identifier, or a key of a system. By rising number.
    ///
    /// - Throws: ``DossierError``, ``StoreError``.
    public func find(_ text: String, asOf: Int64? = nil) throws -> [HubID] {
        try inSnapshot(asOf: asOf) { try $0.find(text) }
    }

    func inSnapshot<Result>(asOf: Int64?, _ body: (DossierReading) throws -> Result) throws -> Result {
        do {
            let database = try Database(path: storePath, mode: .readOnly, busyTimeout: 10_000)
            try database.execute("PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824")
            return try database.inTransaction(.deferred) { try body(DossierReading(self, database, asOf: asOf)) }
        } catch let error as SQLiteError {
            throw StoreError(error)
        }
    }
}
