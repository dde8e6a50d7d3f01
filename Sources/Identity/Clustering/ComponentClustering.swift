/// Puts the records of one component together: records that are connected by links, and no others.
///
/// Components alone would chain: a firm is linked to its branch, the branch to another firm at its address. So the strongest link
/// comes first, and two groups are joined only if nothing keeps any of their records apart, if all their pairs together
/// speak for it, and if no other group claims the place with almost the same right. What people decided to be one is one group from
/// the beginning, what they decided to be two is never joined. The result depends on the set of records and the decisions alone: equal weights are taken in the order of the records' identities.
struct ComponentClustering {
    private let records: LinkRecords
    private let scorer: PairScorer
    private let members: [Int32]
    private let decided: DecidedGroups
    /// The decided group of each member that has one.
    private var decidedOf: [Int32: Int] = [:]
    private var groups: [[Int32]] = []
    private var groupOf: [Int32: Int] = [:]
    /// The strongest first.
    private let links: [Link]
    /// Which links a row has.
    private var linksOf: [Int32: [Int]] = [:]

    /// A link between two records, by its weight.
    struct Link: Sendable {
        var one: Int32
        var two: Int32
        var score: Int32
    }

    init(
        _ records: LinkRecords, _ scorer: PairScorer, _ decided: DecidedGroups, members: [Int32], links: [Link]
    ) {
        self.records = records
        self.scorer = scorer
        self.members = members
        self.decided = decided
        self.links = links.map { link in
            records[link.one].identity < records[link.two].identity
                ? link : Link(one: link.two, two: link.one, score: link.score)
        }.sorted { left, right in
            if left.score != right.score { return left.score > right.score }
            let (one, other) = (records[left.one].identity, records[right.one].identity)
            return one != other ? one < other : records[left.two].identity < records[right.two].identity
        }
    }

    /// The groups.
    mutating func run() -> [[Int32]] {
        readDecisions()
        if members.count == 2, links.count == 1, decidedOf.isEmpty {
            return mayLink(links[0]) ? [members] : members.map { [$0] }
        }
        beginGroups()
        for (number, link) in links.enumerated() {
            linksOf[link.one, default: []].append(number)
            linksOf[link.two, default: []].append(number)
        }
        for link in links {
            guard let one = groupOf[link.one], let two = groupOf[link.two], one != two else { continue }
            guard mayLink(link), mayJoin(one, two), !isContested(link, one, two), !isContested(link, two, one) else {
                continue
            }
            for row in groups[two] { groupOf[row] = one }
            groups[one] += groups[two]
            groups[two] = []
        }
        return groups.filter { !$0.isEmpty }
    }

    private mutating func readDecisions() {
        if decided.isEmpty { return }
        for member in members { decidedOf[member] = decided.group(records[member].identity) }
    }

    /// A group for each member, one for those that people decided to be one.
    private mutating func beginGroups() {
        var known: [Int: Int] = [:]
        for member in members {
            if let decision = decidedOf[member], let group = known[decision] {
                groups[group].append(member)
                groupOf[member] = group
                continue
            }
            if let decision = decidedOf[member] { known[decision] = groups.count }
            groupOf[member] = groups.count
            groups.append([member])
        }
    }

    private func mayLink(_ link: Link) -> Bool {
        PairRules.veto(records[link.one], records[link.two], records.compare(link.one, link.two).pattern) == nil
    }

    /// Whether nothing keeps records of two groups apart. Names may differ between records that others connect.
    private func mayJoin(_ one: Int, _ two: Int) -> Bool {
        var sum: Int32 = 0
        for left in groups[one] {
            for right in groups[two] {
                if !decidedOf.isEmpty, decided.keepsApart(decidedOf[left], decidedOf[right]) { return false }
                let outcome = records.compare(left, right)
                let veto = PairRules.veto(records[left], records[right], outcome.pattern)
                if let veto, veto != .otherName { return false }
                sum += scorer.score(outcome)
            }
        }
        return sum >= 0
    }

    /// Whether a third group could be joined to the first with almost the same right, and not to both.
    private func isContested(_ link: Link, _ one: Int, _ two: Int) -> Bool {
        groups[one].contains { row in
            for number in linksOf[row] ?? [] {
                let other = links[number]
                if other.score < link.score - scorer.margin { break }
                guard let third = third(other, one), third != two, !mayJoin(third, two) else { continue }
                guard mayLink(other), mayJoin(one, third) else { continue }
                if !(scorer.linksPlaceless && speaksOfFirm(one, two, third)) { return true }
            }
            return false
        }
    }

    /// Whether nothing but the firm's name can decide: the first group says nothing of a place and both others bear one name, or
    /// neither of both others says anything of a place and they bear one name.
    private func speaksOfFirm(_ one: Int, _ two: Int, _ third: Int) -> Bool {
        guard isPlaceless(one) || isPlaceless(two) && isPlaceless(third) else { return false }
        return groups[two].allSatisfy { left in
            groups[third].allSatisfy { right in
                records.compare(left, right).pattern[.name] >= NameComparer.sameWords
            }
        }
    }

    private func isPlaceless(_ group: Int) -> Bool {
        groups[group].allSatisfy { row in
            let record = records[row]
            return record.address.isEmpty && !record.place.isKnown && record.phone == 0
        }
    }

    /// The group at the other end of a link of a group.
    private func third(_ link: Link, _ group: Int) -> Int? {
        guard let one = groupOf[link.one], let two = groupOf[link.two], one != two else { return nil }
        return one == group ? two : two == group ? one : nil
    }
}
