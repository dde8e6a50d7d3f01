import Feeds
import Model
import Storage

// Things are made by rules: what evidence weighs, whose value survives. Where the rules have changed, all things are made anew.
extension PageCommit {
    /// Inside every transaction: things that were made by other rules meanwhile are not to be made by these again.
    ///
    /// - Throws: ``StoreError`` of kind `busy`: the run must start again.
    func checkRules() throws {
        guard let known = try store.meta("identity_rules"), known != rulesVersion else { return }
        throw StoreError(.busy, "mappings/identity.yaml changed while the run went on: it goes on with its next start")
    }

    /// Makes the things of linked entities what today's rules say, unless they were made by these. Inside a transaction.
    func followRules(_ stamp: Stamp) throws {
        let known = try store.meta("identity_rules")
        if known == rulesVersion { return }
        try store.setMeta("identity_rules", rulesVersion)
        // A store that has no things yet has none to make anew.
        if known == nil { return }
        try open(stamp)
        (current, cause) = (0, .normalisation)
        feeds.setKey(Array("mappings/identity.yaml".utf8))
        for plan in plans where plan.identity == .linked {
            let groups = try linking(plan).all()
            try regroup(plan, groups)
            for row in Set(try groups.compactMap { try $0.first.map(members.row) }).sorted() { try settle(plan, row) }
        }
        cause = .sourceUpdate
        try close()
    }
}
