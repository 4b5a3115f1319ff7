/// What rows of a list are asked for, beyond what each list asks: conditions of our own words, and the values in them.
///
/// Only what is asked for stands in the statement. A condition that is switched off by its value would still be weighed by
/// the database, which then takes the whole list for a few rows and sorts it instead of walking along its index.
struct ListConditions {
    private(set) var text = ""
    private(set) var values: [SQLValue]

    /// `values` are those of `$1` and on, before the conditions.
    init(_ values: any SQLColumn...) { self.values = values.map(\.sqlValue) }

    mutating func add(_ condition: String) { text += " AND " + condition }

    /// Adds what `condition` says of the names of values.
    mutating func add<Value: SQLColumn>(_ added: [Value], _ condition: ([String]) -> String) {
        let names = added.indices.map { "$\(values.count + $0 + 1)" }
        values += added.map(\.sqlValue)
        add(condition(names))
    }

    /// Adds what `condition` says of the name of a value; nothing where there is none.
    mutating func add<Value: SQLColumn>(_ value: Value?, _ condition: (String) -> String) {
        guard let value else { return }
        add([value]) { condition($0[0]) }
    }
}
