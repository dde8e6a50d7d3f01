import XML

/// A manifest as the hazardous-waste service writes it, with its mistakes.
struct ManifestRecord {
    let manifest: Manifest
    let generator: Enterprise
    let isMistyped: Bool
    let dirt: ManifestDirt?

    /// Names, codes and people of this system are not those of the permit platform.
    func write(to writer: inout XMLWriter) {
        writer.begin("wf:manifest")
        writer.element("wf:manifestNo", dirt == .emptyNumber ? "" : manifest.number)
        writer.element("wf:status", dirt == .oddStatus ? "流转异常" : manifest.status)
        writer.element("wf:updatedAt", manifest.changed.xml)
        writeParties(to: &writer)
        writer.begin("wf:wastes")
        for (index, line) in manifest.lines.enumerated() { write(line, number: index + 1, to: &writer) }
        writer.end()
        writer.element("wf:sentAt", dirt == .impossibleTime ? "2026-02-30T10:00:00" : manifest.sent.xml)
        if let received = manifest.received {
            writer.element("wf:receivedAt", received.xml)
        } else {
            writer.element("wf:receivedAt", attributes: [("xsi:nil", "true")])
        }
        writer.end()
    }

    private func writeParties(to writer: inout XMLWriter) {
        let credit = isMistyped ? CreditCode.mistyped(generator.uscc) : generator.uscc
        let name = WrittenForms.halfBrackets(generator.formerName ?? generator.name)
        party("wf:generator", name, credit, &writer) {
            $0.element("wf:code", "WF\(String(1_000_000 + generator.index * 17).dropFirst())")
            $0.element("wf:address", generator.address)
            $0.element("wf:contact", generator.contact)
            $0.element("wf:phone", generator.phone)
        }
        party("wf:carrier", manifest.carrier.name, manifest.carrier.uscc, &writer) {
            $0.element("wf:licence", manifest.carrier.licence)
            $0.element("wf:plate", manifest.plate)
            $0.element("wf:driver", manifest.driver)
        }
        party("wf:receiver", manifest.receiver.name, manifest.receiver.uscc, &writer) {
            $0.element("wf:licence", manifest.receiver.licence)
            $0.element("wf:region", manifest.receiver.region)
        }
    }

    private func party(
        _ element: String, _ name: String, _ credit: String, _ writer: inout XMLWriter, rest: (inout XMLWriter) -> Void
    ) {
        writer.begin(element)
        writer.element("wf:name", name)
        writer.element("wf:creditCode", credit)
        rest(&writer)
        writer.end()
    }

    private func write(_ line: Manifest.Line, number: Int, to writer: inout XMLWriter) {
        let code =
            switch dirt {
            case .badWasteCode: "HW49"
            case .unknownWasteCode: "900-888-49"
            default: line.code
            }
        let unit = dirt == .truckloads ? "车" : line.unit
        writer.begin("wf:waste", attributes: [("line", String(number))])
        writer.element("wf:code", code)
        writer.element("wf:category", "HW" + line.code.suffix(2))
        writer.element("wf:name", line.name)
        writer.element("wf:state", line.state)
        writer.element("wf:mass", line.mass, attributes: [("unit", unit)])
        if let received = line.massReceived {
            writer.element("wf:massReceived", received, attributes: [("unit", unit)])
        }
        writer.element("wf:method", line.method)
        writer.end()
    }
}
