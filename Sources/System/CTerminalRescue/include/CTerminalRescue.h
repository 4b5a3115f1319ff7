/* Signals as flags beside a pipe, and the terminal put right when the process dies. Both must run inside signal
   handlers, where nothing but C's few safe calls is allowed. */
#ifndef CTERMINALRESCUE_H
#define CTERMINALRESCUE_H

#include <stddef.h>
#include <termios.h>

enum {
    RESCUE_HANGUP = 1,
    RESCUE_TERMINATE = 2,
    RESCUE_INTERRUPT = 4,
    RESCUE_CONTINUE = 8,
    RESCUE_RESIZE = 16,
    RESCUE_STOP = 32,
    /* A child has ended or stopped. */
    RESCUE_CHILD = 64
};

/* A pipe that neither blocks nor survives exec; 0, or -1 with errno. */
int rescue_pipe(int ends[2]);

/* A file that is only memory, gone with its last descriptor; or -1. */
int rescue_memory_file(void);

/* Starts catching signals; returns the descriptor that becomes readable with them, or -1. */
int rescue_watch_signals(void);

/* Lets signals do again what they do by themselves. */
void rescue_forget_signals(void);

/* The signals that came since the last call, as a sum of flags. */
unsigned rescue_take_signals(void);

/* Gives signals back that were taken and are for whoever asks next. */
void rescue_put_signals(unsigned given);

/* Stops the whole process group as Ctrl-Z does, and returns when it goes on. */
void rescue_stop_here(void);

/* Makes our process group the terminal's own again where the group that has it is gone without giving it back. */
void rescue_take_terminal(int terminal);

/* From now on a crash or an exit writes these bytes to the terminal and restores its settings. At most 256 bytes. */
void rescue_arm(int terminal, const struct termios *settings, const char *bytes, size_t length);
void rescue_disarm(void);

#endif
