/* What Swift needs of ncursesw and cannot reach by itself: macros, mutable globals, and cells with colour pairs. */
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#include <wchar.h>

int wcwidth(wchar_t);

static inline WINDOW *nc_window(void) { return stdscr; }
static inline int nc_colours(void) { return COLORS; }

static inline attr_t nc_bold(void) { return WA_BOLD; }
static inline attr_t nc_underline(void) { return WA_UNDERLINE; }
static inline attr_t nc_reverse(void) { return WA_REVERSE; }
static inline attr_t nc_dim(void) { return WA_DIM; }
static inline attr_t nc_italic(void) { return WA_ITALIC; }

/* Clears the glass with the next update, whatever is thought to be on it. */
static inline void nc_forget(void) { clearok(curscr, TRUE); }

/* A named capability of the terminal in use, or NULL. */
static inline const char *nc_capability(const char *name) {
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

/* Makes sure that wide characters are UTF-8; returns whether the environment had said so by itself. */
static inline int nc_use_utf8(void) {
    if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
    setlocale(LC_CTYPE, "C.UTF-8");
    return 0;
}

/* A cell of base and up to four marks. A base that the C library measures otherwise than `width` would put all that
   follows in the row out of place, so a sign of that width stands in for it. */
static inline cchar_t nc_cell(uint32_t base, const uint32_t *marks, int count, int width, attr_t attributes, int pair) {
    wchar_t text[6] = {(wchar_t)base};
    cchar_t cell;
    if (base > 0x7E && wcwidth((wchar_t)base) != width) text[0] = width == 2 ? 0xFF1F : 0xFFFD, count = 0;
    for (int mark = 0; mark < count && mark < 4; mark++) text[mark + 1] = (wchar_t)marks[mark];
    if (setcchar(&cell, text, attributes, 0, &pair) == ERR) {
        text[0] = width == 2 ? 0xFF1F : L'?', text[1] = 0;
        setcchar(&cell, text, attributes, 0, &pair);
    }
    return cell;
}

/* A cell like `cell`, of one column and without marks, with another ASCII letter. */
static inline cchar_t nc_cell_like(cchar_t cell, uint32_t letter) {
    cell.chars[0] = (wchar_t)letter;
    return cell;
}

static inline void nc_put(int y, int x, const cchar_t *cells, int count) { mvwadd_wchnstr(stdscr, y, x, cells, count); }

#endif
