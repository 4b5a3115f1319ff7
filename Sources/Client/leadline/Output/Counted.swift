/// `1 message`, `2 messages`: a number with what it counts, whose plural ends in s.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
