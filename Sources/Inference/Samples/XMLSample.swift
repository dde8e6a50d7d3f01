import XML

/// An element as a sample value. Elements of one name beside each other are a list; one that has elements in it may be a
/// list of one, which only other records can tell.
struct XMLSample {
    let page: XMLPage
    /// The connector's prefixes by address.
    let prefixes: [String: String]

    func value(of node: XMLNode) -> SampleValue {
        let children = page.children(of: node)
        var members = page.attributes(of: node).compactMap { attribute in
            name(of: attribute).map { SampleValue.Member("@" + $0, .text(page.text(of: attribute))) }
        }
        if children.isEmpty {
            let text = SampleValue.text(page.text(of: node))
            return members.isEmpty ? text : .record([SampleValue.Member("", text)] + members)
        }
        var places: [String: Int] = [:]
        for child in children {
            guard let name = name(of: child) else { continue }
            var value = value(of: child)
            if !page.children(of: child).isEmpty { value = .list([value]) }
            guard let place = places[name] else {
                places[name] = members.count
                members.append(SampleValue.Member(name, value))
                continue
            }
            members[place].value = .list(members[place].value.items + value.items)
        }
        return .record(members)
    }

    /// A name as XPaths of the connector write it; nil for one in a namespace that the connector does not declare.
    private func name(of node: XMLNode) -> String? {
        let local = page.localName(of: node)
        guard let address = page.namespace(of: node) else { return local }
        return prefixes[address].map { $0.isEmpty ? local : $0 + ":" + local }
    }
}

extension SampleValue {
    /// The items of a list, or the value as a list of one.
    fileprivate var items: [SampleValue] { if case .list(let items) = self { items } else { [self] } }
}
