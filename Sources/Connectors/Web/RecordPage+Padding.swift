import Diagnostics
import Model

extension RecordPage {
    /// Takes away the nulls at the end of a list of records: some sources fill their last page up with them.
    mutating func dropPadding() {
        let lastRecord = places.last?.item ?? 0
        while let fault = faults.last, fault.code == RecordFault.notAnObject.code.id, fault.place.item > lastRecord,
            raw(fault.place).elementsEqual("null".utf8)
        {
            faults.removeLast()
        }
    }
}
