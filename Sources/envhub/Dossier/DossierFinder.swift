import Connectors
import Dossiers
import Mappings
import Model
import Sync
import Terminal

extension DossierReader {
    /// Reads the store of `hub`, by its rules.
    ///
    /// - Parameter entity: the entity of the things that have dossiers; without it that of enterprises and sites.
    init(of hub: Hub, entity: String? = nil) throws {
        try self.init(
            storePath: hub.storePath, seriesPaths: hub.connectors.map { hub.seriesPath(of: $0.name) },
            schema: hub.schema, codes: hub.codes,
            entity: entity ?? SourceRoll.entity(in: hub.schema)?.name ?? "pollution_source", identity: hub.identity,
            mappingFiles: Dictionary(
                hub.mappings.values.map { ($0.name, $0.file) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension DossierReader {
    /// Reads rows of any entity out of the store of `hub`, which need not have pollution sources.
    init(ofRowsIn hub: Hub) throws {
        let entity = SourceRoll.entity(in: hub.schema) ?? hub.schema.entities.first
        try self.init(of: hub, entity: entity?.name)
    }
}

/// Finds whose dossier people mean, and reads it.
struct DossierFinder {
    let hub: Hub
    let reader: DossierReader

    /// The dossier of what is called `text` now, or was at the moment that is asked for.
    ///
    /// - Throws: ``CommandError``, ``DossierError``.
    func dossier(_ text: String, _ request: DossierReader.Request) throws -> Dossier {
        let id = try id(text, request)
        do {
            return try reader.read(id, request, now: SyncRun.clock())
        } catch DossierError.merged(_, let into, let at) {
            SourceNames.tell(id, into: into, at: at)
            return try reader.read(into, request, now: SyncRun.clock())
        }
    }

    /// The id of what is called `text`, as ``dossier(_:_:)`` finds it.
    func id(_ text: String, _ request: DossierReader.Request = DossierReader.Request()) throws -> HubID {
        if let id = HubID(text.utf8), isSource(id) { return id }
        let called = try reader.find(text, asOf: request.asOf)
        if let only = called.first, called.count == 1 { return only }
        guard called.isEmpty else { throw SourceNames.several(text, called) }
        // What it is called now, or what is nearly called so.
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        return try SourceNames.find(text, in: roll).id
    }

    private func isSource(_ id: HubID) -> Bool {
        SourceRoll.entity(in: hub.schema).flatMap { HubID.Prefix($0.prefix) } == id.prefix
    }

    /// What an error says to people.
    static func message(_ error: DossierError) -> String {
        switch error {
        case .empty: "the store has no run yet: run `envhub sync` first"
        case .beforeHistory(let first):
            "the hub's first run began at \(Times.text(first)): it cannot tell how anything was before"
        case .unknown(let id, let known?):
            "\(id) was not known then: the hub knows it from \(Times.text(known.lowerBound))"
                + (known.upperBound == .max
                    ? "" : " to \(Times.text(known.upperBound)), when it was deleted; see --as-of")
        case .unknown(let id, nil): "the hub knows nothing called \(id)"
        case .merged(let id, let into, _): "\(id) went into \(into)"
        case .noEntity(let name): "the schema has no entity `\(name)`"
        }
    }
}
