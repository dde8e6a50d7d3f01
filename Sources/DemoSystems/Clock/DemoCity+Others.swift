extension DemoCity {
    /// A manifest that was on its way is completed.
    mutating func completeManifest() -> ExpectedChange? {
        let open = manifests.indices.first { index in
            manifests[index].received == nil && manifests[index].lines.count == 1 && dirt.manifests[index] == nil
                && !used.contains("manifest \(index)")
        }
        guard let index = open else { return nil }
        used.insert("manifest \(index)")
        manifests[index].status = "已办结"
        manifests[index].received = now
        manifests[index].changed = now
        for line in manifests[index].lines.indices {
            manifests[index].lines[line].massReceived = manifests[index].lines[line].mass
        }
        return ExpectedChange(
            system: ManifestDirt.system, zh: "危险废物转移联单办结", en: "hazardous-waste manifest completed",
            subject: manifests[index].number,
            arrivals: [.police("upsert", "waste_transfer", changed: ["mass_received", "status", "received_at"])])
    }

    /// A declaration of the last month is corrected. No feed shows declarations.
    mutating func correctDeclaration() -> (ExpectedChange, period: String)? {
        let right = declarations.indices.last { index in
            dirt.declarations[index] == nil && !dirt.mistyped.contains(declarations[index].enterprise)
                && !used.contains("declaration \(index)")
        }
        guard let index = right else { return nil }
        used.insert("declaration \(index)")
        let was = declarations[index].generated
        declarations[index].generated += 1_000
        declarations[index].transferred += 1_000
        let (old, new) = (WrittenForms.decimal(was), WrittenForms.decimal(was + 1_000))
        let change = ExpectedChange(
            system: DeclarationDirt.system, zh: "固废申报更正：产生量由\(old)吨改为\(new)吨",
            en: "declaration corrected from \(old) t to \(new) t", subject: declarations[index].number, arrivals: [])
        return (change, declarations[index].period)
    }

    /// A water point is taken out of the list.
    mutating func dropPoint() -> (ExpectedChange, code: String)? {
        let candidate = points.first { $0.medium == "地表水" && !used.contains($0.code) }
        guard let point = candidate else { return nil }
        used.insert(point.code)
        let change = ExpectedChange(
            system: PointDirt.system, zh: "监测点位\(point.name)从点位表中消失", en: "a monitoring point vanished from the table",
            subject: point.code,
            arrivals: [.water("delete", "monitoring_point"), .police("delete", "monitoring_point")])
        return (change, point.code)
    }

    /// The laboratory reports a new value of a water point.
    mutating func measure() -> (ExpectedChange, LabResult)? {
        let candidate = points.indices.last { points[$0].medium == "地表水" && !used.contains(points[$0].code) }
        guard let index = candidate else { return nil }
        used.insert(points[index].code)
        let result = LabResult(
            row: results.count + 1, point: index, pollutant: "氨氮", time: now.adding(minutes: -45).text, value: "1.83",
            unit: "mg/L", changed: now)
        results.append(result)
        let change = ExpectedChange(
            system: ResultDirt.system, zh: "新增监测结果：氨氮1.83mg/L", en: "a new value: ammonia nitrogen 1.83 mg/L",
            subject: points[index].name, arrivals: [.water("upsert", "measurement")])
        return (change, result)
    }
}
