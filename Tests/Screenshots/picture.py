"""Draws a terminal screen, as tmux hands it out with its colours, into a PNG."""

import re
import sys
import unicodedata

from PIL import Image, ImageDraw, ImageFont

CELL = (10, 21)
SIZE = 17
FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{}.ttf"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
EMOJI = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"

BASE = [
    (0x1E, 0x1E, 0x1E), (0xCD, 0x31, 0x31), (0x0D, 0xBC, 0x79), (0xE5, 0xE5, 0x10),
    (0x24, 0x72, 0xC8), (0xBC, 0x3F, 0xBC), (0x11, 0xA8, 0xCD), (0xE5, 0xE5, 0xE5),
    (0x66, 0x66, 0x66), (0xF1, 0x4C, 0x4C), (0x23, 0xD1, 0x8B), (0xF5, 0xF5, 0x43),
    (0x3B, 0x8E, 0xEA), (0xD6, 0x70, 0xD6), (0x29, 0xB8, 0xDB), (0xFF, 0xFF, 0xFF),
]


def indexed(number):
    if number < 16:
        return BASE[number]
    if number < 232:
        number -= 16
        return tuple(0 if step == 0 else 55 + 40 * step for step in (number // 36, number // 6 % 6, number % 6))
    return (8 + 10 * (number - 232),) * 3


def width(character):
    if unicodedata.combining(character) or character in "\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Pen:
    def __init__(self, plain, ground):
        self.plain, self.ground = plain, ground
        self.reset()

    def reset(self):
        self.front, self.back = self.plain, self.ground
        self.bold = self.dim = self.underline = self.reverse = False

    def take(self, codes):
        values = [int(code or 0) for code in re.split("[;:]", codes)] or [0]
        while values:
            code = values.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 4, 7):
                setattr(self, {1: "bold", 2: "dim", 4: "underline", 7: "reverse"}[code], True)
            elif code == 22:
                self.bold = self.dim = False
            elif code in (24, 27):
                setattr(self, {24: "underline", 27: "reverse"}[code], False)
            elif code in (38, 48) and values:
                kind = values.pop(0)
                colour = indexed(values.pop(0)) if kind == 5 else tuple(values.pop(0) for _ in range(3))
                setattr(self, "front" if code == 38 else "back", colour)
            elif code in (39, 49):
                setattr(self, "front" if code == 39 else "back", self.plain if code == 39 else self.ground)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.front = BASE[code % 10 + (8 if code >= 90 else 0)]
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.back = BASE[code % 10 + (8 if code >= 100 else 0)]


def font(path, size=SIZE):
    return ImageFont.truetype(path, size)


def draw(text, path, columns, rows, light):
    plain, ground = ((0x24, 0x29, 0x2E), (0xFF, 0xFF, 0xFF)) if light else ((0xD4, 0xD4, 0xD4), (0x14, 0x18, 0x1C))
    image = Image.new("RGB", (columns * CELL[0] + 16, rows * CELL[1] + 16), ground)
    canvas = ImageDraw.Draw(image)
    regular, bold, cjk, emoji = font(FONTS.format("")), font(FONTS.format("-Bold")), font(CJK), font(EMOJI, 109)
    pen = Pen(plain, ground)
    for row, line in enumerate(text.split("\n")[:rows]):
        column = 0
        for part in re.split("(\x1b\\[[0-9;:]*m)", line):
            if part.startswith("\x1b["):
                pen.take(part[2:-1])
                continue
            for character in part:
                cells = width(character)
                x, y = 8 + column * CELL[0], 8 + row * CELL[1]
                front, back = (pen.back, pen.front) if pen.reverse else (pen.front, pen.back)
                if pen.dim:
                    front = tuple((a * 2 + b) // 3 for a, b in zip(front, back))
                if back != ground and cells:
                    canvas.rectangle([x, y, x + cells * CELL[0] - 1, y + CELL[1] - 1], fill=back)
                if ord(character) >= 0x1F000:
                    glyph = Image.new("RGBA", (136, 128))
                    ImageDraw.Draw(glyph).text((0, 0), character, font=emoji, embedded_color=True)
                    glyph = glyph.resize((20, 19))
                    image.paste(glyph, (x, y + 1), glyph)
                else:
                    chosen = cjk if cells == 2 else bold if pen.bold else regular
                    canvas.text((x, y - 4 if chosen is cjk else y), character, font=chosen, fill=front)
                if pen.underline and cells:
                    canvas.line([x, y + CELL[1] - 2, x + cells * CELL[0] - 1, y + CELL[1] - 2], fill=front)
                column += cells
    image.save(path, optimize=True)


if __name__ == "__main__":
    draw(sys.stdin.read(), sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "light")
