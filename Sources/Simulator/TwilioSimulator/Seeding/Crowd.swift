/// Invents people, each with a number that belongs to nobody.
struct Crowd: Sendable {
    let seed: UInt64

    /// As many people as asked for, no two with the same number.
    func people(_ count: Int) -> [Person] {
        var random = SplitMix(seed: seed ^ 0xC40D)
        let places = Country.all.indices.flatMap { index in
            repeatElement(index, count: Country.all[index].weight)
        }
        var taken = [Int](repeating: 0, count: Country.all.count)
        var spilled = [Int](repeating: 0, count: Country.overflow.count)
        var people: [Person] = []
        people.reserveCapacity(count)
        for lead in 0..<count {
            let place = lead < Showcase.count ? 0 : random.pick(places)
            let country: Country
            let number: String
            // A country whose free numbers are used up sends its people elsewhere.
            if taken[place] < Country.all[place].capacity {
                country = Country.all[place]
                number = country.number(at: taken[place])
                taken[place] += 1
            } else {
                let spill = spilled[0] < Country.overflow[0].capacity ? 0 : 1
                country = Country.overflow[spill]
                number = country.number(at: spilled[spill])
                spilled[spill] += 1
            }
            let (full, _) = Languages.all[country.language].name(&random)
            people.append(Person(number: number, name: full, language: country.language))
        }
        return people
    }
}
