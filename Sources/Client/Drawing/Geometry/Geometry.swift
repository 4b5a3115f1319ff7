/// An extent in cells.
package struct Size: Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    package static let zero = Size(width: 0, height: 0)
}

/// A cell's place: `x` counts columns from the left, `y` rows from the top, both from nought.
package struct Point: Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    package static let zero = Point(x: 0, y: 0)
}

/// A block of cells. Its sides are never negative: what does not fit comes out empty, not inside out.
package struct Rect: Hashable, Sendable {
    package let x: Int
    package let y: Int
    package let width: Int
    package let height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    package init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    package static let zero = Rect(.zero)

    package var origin: Point { Point(x: x, y: y) }
    package var size: Size { Size(width: width, height: height) }
    package var isEmpty: Bool { width == 0 || height == 0 }

    /// The first column right of the block.
    package var endX: Int { x + width }

    /// The first row below the block.
    package var endY: Int { y + height }

    package var columns: Range<Int> { x..<endX }
    package var rows: Range<Int> { y..<endY }

    package func contains(_ point: Point) -> Bool { columns.contains(point.x) && rows.contains(point.y) }

    package func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x), top = max(y, other.y)
        return Rect(x: left, y: top, width: min(endX, other.endX) - left, height: min(endY, other.endY) - top)
    }

    /// The block without a margin on every side.
    package func inset(dx: Int = 1, dy: Int = 1) -> Rect {
        Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
    }

    package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
    }

    /// One row of the block, counted from its own top; empty when there is no such row.
    package func row(_ index: Int) -> Rect {
        Rect(x: x, y: y + index, width: width, height: rows.contains(y + index) ? 1 : 0)
    }

    /// A block of `size` in the middle, cut down to what there is.
    package func centred(_ size: Size) -> Rect {
        let width = min(size.width, self.width), height = min(size.height, self.height)
        return Rect(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
    }
}
