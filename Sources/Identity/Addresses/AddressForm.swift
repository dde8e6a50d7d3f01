/// An address as it is compared; 0 stands for a part that it does not say.
struct AddressForm: Sendable, Equatable {
    /// The code of GB/T 2260, or of a region elsewhere a number of its own above 1,000,000.
    var region: UInt32 = 0
    /// 镇, 乡, 街道; elsewhere the town.
    var town: UInt64 = 0
    /// The village or quarter: 村, 社区.
    var village: UInt64 = 0
    /// The road or street.
    var road: UInt64 = 0
    /// The industrial park.
    var park: UInt64 = 0
    /// The number in the road.
    var number: UInt32 = 0

    /// Whether anything but the region is known.
    var isEmpty: Bool { town == 0 && village == 0 && road == 0 && park == 0 }
}
