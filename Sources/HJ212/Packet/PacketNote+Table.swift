extension PacketNote {
    /// One note in words.
    struct Row: Sendable {
        let name: String
        let zh: String
        let en: String

        init(_ name: String, _ zh: String, _ en: String) {
            self.name = name
            self.zh = zh
            self.en = en
        }
    }

    var row: Row { Self.frameRow(self) ?? Self.headerRow(self) ?? Self.regionRow(self) }

    private static func frameRow(_ note: PacketNote) -> Row? {
        switch note {
        case .padding: Row("padding", "包前后有空白", "blanks, line ends or NULs around the frame")
        case .noLineEnd: Row("no-line-end", "包尾无回车换行", "no line end behind the checksum")
        case .bareLineEnd: Row("bare-line-end", "包尾只有 CR 或 LF", "only CR or only LF ends the line")
        case .lengthWidth: Row("length-width", "数据段长度不是 4 位", "the length is not written in four digits")
        case .wrongLength: Row("wrong-length", "数据段长度与声明不符", "the length is wrong, the checksum right")
        case .oversize: Row("oversize", "数据段超过 1024 字节", "the data segment has more than 1,024 bytes")
        case .smallChecksum: Row("small-checksum", "CRC 用小写字母", "small letters in the checksum")
        case .encrypted: Row("encrypted", "数据区已加密", "the data region is encrypted")
        default: nil
        }
    }

    private static func headerRow(_ note: PacketNote) -> Row? {
        switch note {
        case .noQN: Row("no-qn", "缺请求编码 QN", "no QN")
        case .oddQN: Row("odd-qn", "QN 不是 17 位时间", "QN is no time of 17 digits")
        case .noST: Row("no-st", "缺系统编码 ST", "no ST")
        case .oddST: Row("odd-st", "ST 不在系统编码表内", "ST is not in the standard's table")
        case .noFlag: Row("no-flag", "缺标志位 Flag", "no Flag")
        case .unknownVersion: Row("unknown-version", "Flag 的版本位未知", "the version in Flag is none that is known")
        case .noPW: Row("no-pw", "缺访问密码 PW", "no PW")
        case .emptyPW: Row("empty-pw", "访问密码 PW 为空", "PW is empty")
        case .oddPW: Row("odd-pw", "PW 不是 6 位", "PW has not six characters")
        case .oddMN: Row("odd-mn", "MN 不是 24 位十六进制", "MN is not 24 hexadecimal digits")
        case .unknownCN: Row("unknown-cn", "CN 不在命令编码表内", "CN is not in the standard's table")
        case .partOrder: Row("part-order", "PNO 在 PNUM 之前", "PNO stands before PNUM")
        case .headerOrder: Row("header-order", "包头字段顺序不符", "header fields are in another order")
        case .doubleHeader: Row("double-header", "包头字段重复，取最后一个", "a header field twice; the last counts")
        case .unknownHeader: Row("unknown-header", "包头有未知字段", "a header field that the standard does not know")
        case .headerCase: Row("header-case", "包头字段名大小写不符", "a header field's name in other letters")
        case .missingSeparator: Row("missing-separator", "包头缺分号", "a `;` is missing in the header")
        case .commaInHeader: Row("comma-in-header", "包头用逗号分隔", "a `,` in place of a `;` in the header")
        case .unflaggedParts: Row("unflagged-parts", "有包号而 Flag 未置位", "PNUM or PNO without the bit in Flag")
        case .unnumbered: Row("unnumbered", "Flag 置位而缺包号", "the bit in Flag without PNUM and PNO")
        default: nil
        }
    }

    private static func regionRow(_ note: PacketNote) -> Row {
        switch note {
        case .longTime: Row("long-time", "时间带毫秒（17 位）", "a time of 17 digits, with milliseconds")
        case .shortTime: Row("short-time", "时间缺秒（12 位）", "a time of 12 digits, without seconds")
        case .trailingSemicolon: Row("trailing-semicolon", "数据区末尾多分号", "a `;` before the closing `&&`")
        case .emptyItem: Row("empty-item", "连续的分隔符", "nothing between two separators")
        case .doubleKey: Row("double-key", "字段重复，取最后一个", "a key twice; the last counts")
        case .suffixCase: Row("suffix-case", "字段后缀大小写不符", "a suffix in other letters, such as `-flag`")
        case .unknownSuffix: Row("unknown-suffix", "未知字段后缀", "a suffix that the standard does not know")
        case .noSuffix: Row("no-suffix", "因子缺字段后缀", "a factor without a suffix")
        case .noValue: Row("no-value", "缺等号和值", "a key without `=` and a value")
        case .emptyValue: Row("empty-value", "值为空", "an empty value")
        case .flagItem: Row("flag-item", "Flag 单独成项", "Flag as an item of its own")
        case .foreignFlag: Row("foreign-flag", "一项内因子不一致", "keys of two factors in one item")
        case .flagAsValue: Row("flag-as-value", "值的位置是数据标记", "a data flag where a number belongs")
        case .unknownFlag: Row("unknown-flag", "未知数据标记", "a data flag that the standard does not know")
        case .numberForm: Row("number-form", "数值写法不规范", "a number written as +1, .5, 5. or 1e3")
        case .roundedNumber: Row("rounded-number", "数值超过 18 位，已舍入", "more than 18 digits; rounded")
        case .blanks: Row("blanks", "字段内有空格", "blanks around a key or a value")
        case .strayMark: Row("stray-mark", "数据区内有 &&", "`&&` within the data region")
        case .notASCII: Row("not-ascii", "含非 ASCII 字符", "characters beyond ASCII, in UTF-8")
        case .notUTF8: Row("not-utf8", "含非 UTF-8 字节", "bytes that are no UTF-8")
        default: Row("unknown", "未知", "unknown")
        }
    }
}
