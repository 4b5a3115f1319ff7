internal import CPostgres

/// What PostgreSQL answered to one statement, in its text form.
struct PostgresAnswer: ~Copyable {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var isGood: Bool {
        let status = PQresultStatus(result)
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY
    }

    /// What was done, such as `COMMIT` or `UPDATE 3`.
    var tag: String { String(cString: PQcmdStatus(result)) }

    var sqlState: String? { field("C") }
    var constraint: String? { field("n") }

    private func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
    }

    /// Hands over the rows; the result is how many there were or, where there can be none, how many were changed.
    func read(_ take: (SQLRow) throws -> Void) throws -> Int {
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { return Int(String(cString: PQcmdTuples(result))) ?? 0 }
        let (rows, columns) = (PQntuples(result), PQnfields(result))
        let types = (0..<columns).map { PQftype(result, $0) }
        for row in 0..<rows {
            try take(SQLRow((0..<columns).map { value(row, $0, types[Int($0)]) }))
        }
        return Int(rows)
    }

    private static let integers: Set<Oid> = [20, 21, 23]
    private static let byteArray: Oid = 17

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        let count = Int(PQgetlength(result, row, column))
        let letters = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: count)
        if Self.integers.contains(type) {
            return .integer(Int64(String(decoding: letters, as: UTF8.self)) ?? 0)
        }
        if type == Self.byteArray { return .bytes(Self.bytes(hexadecimal: letters.dropFirst(2))) }
        return .text(String(decoding: letters, as: UTF8.self))
    }

    /// Bytes are written as `\x` and two digits each.
    private static func bytes(hexadecimal digits: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
        let digits = UnsafeRawBufferPointer(rebasing: digits)
        return stride(from: 0, to: digits.count - 1, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
    }
}

/// Parameters as libpq takes them: texts that end in a NUL, and bytes as they are.
struct PostgresParameters {
    private var storage: [UInt8] = []
    private var places: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .null: append(nil, isBinary: false)
            case .integer(let number): append(Array(String(number).utf8), isBinary: false)
            case .text(let text): append(Array(text.utf8), isBinary: false)
            case .bytes(let bytes): append(bytes, isBinary: true)
            }
        }
    }

    private mutating func append(_ bytes: [UInt8]?, isBinary: Bool) {
        places.append(bytes == nil ? nil : storage.count)
        lengths.append(Int32(clamping: bytes?.count ?? 0))
        formats.append(isBinary ? 1 : 0)
        if let bytes { storage += bytes + [0] }
    }

    func withPointers<T>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> T
    ) -> T {
        storage.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = places.map { place in place.flatMap { start?.advanced(by: $0) } }
            return body(pointers, lengths, formats)
        }
    }
}
