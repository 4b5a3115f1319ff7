/// Where each column of the lead table begins and how wide it is; a width of nought leaves it out.
///
/// A table has to show what people wrote. Where that would get less than `enough`, the other columns give way in this
/// order: moments are written shorter, the label of the channel becomes its sign alone, and names get less room. In very
/// little the wait is told in the place of the last contact.
struct LeadColumns {
    typealias Column = (x: Int, width: Int)

    let name: Column
    let channel: Column
    let unread: Column
    let delivery: Column
    let text: Column
    let waiting: Column
    let moment: Column
    /// Whether the channel is named beside its sign.
    let hasLabel: Bool

    /// The letters of a message by which people tell what it is about.
    static let enough = 28

    /// Shares `width` cells out; `signWidth` are those of the channel's sign.
    init(width: Int, signWidth: Int) {
        let steps = Self.steps(width)
        var step = 0
        var columns = LeadColumns(steps[0], width, signWidth)
        while columns.text.width < Self.enough, step + 1 < steps.count {
            step += 1
            columns = LeadColumns(steps[step], width, signWidth)
        }
        self = columns
    }

    /// How much room the columns beside the text take.
    private struct Step {
        var name: Int
        var hasLabel = true
        var moment = 8
        var hasWait = true
    }

    private static func steps(_ width: Int) -> [Step] {
        let name = min(28, max(12, width * 26 / 100))
        guard width >= leastForWait else {
            return [Step(name: name, hasWait: false), Step(name: name, hasLabel: false, hasWait: false)]
        }
        let bare = [name, min(name, 17), min(name, 15)].map { Step(name: $0, hasLabel: false, moment: 6) }
        return [Step(name: name), Step(name: name, moment: 6)] + bare
    }

    private static let leastForWait = 54

    private init(_ step: Step, _ width: Int, _ signWidth: Int) {
        hasLabel = step.hasLabel
        name = (1, step.name)
        channel = (name.x + name.width + 1, step.hasLabel ? signWidth + 4 : signWidth)
        unread = (channel.x + channel.width + 1, 3)
        delivery = (unread.x + unread.width + 1, 2)
        moment = (width - step.moment - 1, step.moment)
        waiting = step.hasWait ? (moment.x - step.moment - 1, step.moment) : (moment.x, 0)
        let start = delivery.x + delivery.width + 1
        text = (start, max(0, (step.hasWait ? waiting.x : moment.x) - start - 1))
    }
}
