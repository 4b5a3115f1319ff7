#define _GNU_SOURCE
#include "CTerminalRescue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_uint flags;
static int signal_pipe[2] = {-1, -1};

int rescue_pipe(int ends[2]) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC); }

int rescue_memory_file(void) { return memfd_create("leadline-screen", MFD_CLOEXEC); }

/* All that end a process which does not catch them, and that others than the system itself send: a colour scheme's
   switcher sends SIGUSR1 to whatever runs in a terminal. To end in order is less harm than to die without. */
static const int ending[] = {SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT};
enum { ENDING_COUNT = sizeof ending / sizeof *ending };

static int is_ending(int number) {
    for (int i = 0; i < ENDING_COUNT; i++)
        if (ending[i] == number) return 1;
    return 0;
}

static void on_signal(int number) {
    int saved = errno;
    unsigned flag = number == SIGHUP    ? RESCUE_HANGUP
                    : is_ending(number) ? RESCUE_TERMINATE
                    : number == SIGINT  ? RESCUE_INTERRUPT
                    : number == SIGCONT ? RESCUE_CONTINUE
                    : number == SIGTSTP ? RESCUE_STOP
                    : number == SIGCHLD ? RESCUE_CHILD
                                        : RESCUE_RESIZE;
    atomic_fetch_or(&flags, flag);
    ssize_t ignored = write(signal_pipe[1], "", 1);
    (void)ignored;
    errno = saved;
}

static void catch_signal(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    /* No SA_RESTART: a blocked call has to come back, so that the loop sees the flag. */
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static const int caught[] = {SIGHUP, SIGINT, SIGCONT, SIGWINCH, SIGTSTP, SIGCHLD};

int rescue_watch_signals(void) {
    if (signal_pipe[0] < 0 && rescue_pipe(signal_pipe) != 0) return -1;
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++) catch_signal(caught[i]);
    for (int i = 0; i < ENDING_COUNT; i++) catch_signal(ending[i]);
    return signal_pipe[0];
}

void rescue_forget_signals(void) {
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++) signal(caught[i], SIG_DFL);
    for (int i = 0; i < ENDING_COUNT; i++) signal(ending[i], SIG_DFL);
}

unsigned rescue_take_signals(void) {
    char drained[64];
    while (signal_pipe[0] >= 0 && read(signal_pipe[0], drained, sizeof drained) > 0) {
    }
    return atomic_exchange(&flags, 0);
}

void rescue_put_signals(unsigned given) {
    if (given == 0) return;
    atomic_fetch_or(&flags, given);
    ssize_t ignored = write(signal_pipe[1], "", 1);
    (void)ignored;
}

void rescue_stop_here(void) {
    signal(SIGTSTP, SIG_DFL);
    kill(0, SIGTSTP);
    if (signal_pipe[0] >= 0) catch_signal(SIGTSTP);
}

void rescue_take_terminal(int terminal) {
    pid_t owner = tcgetpgrp(terminal);
    if (owner <= 0 || owner == getpgrp() || kill(-owner, 0) == 0 || errno != ESRCH) return;
    void (*before)(int) = signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(terminal, getpgrp());
    signal(SIGTTOU, before);
}

/* The terminal in danger. Everything is copied here in advance; the handler only reads. */
static atomic_int armed;
static int terminal_fd;
static struct termios settings_before;
static char farewell[256];
static size_t farewell_length;

static const int fatal[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSYS, SIGXCPU, SIGQUIT};
enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };
static struct sigaction before[FATAL_COUNT];
static char spare_stack[64 * 1024];

static void restore(void) {
    if (!atomic_exchange(&armed, 0)) return;
    ssize_t ignored = write(terminal_fd, farewell, farewell_length);
    (void)ignored;
    tcsetattr(terminal_fd, TCSANOW, &settings_before);
}

static void on_fatal(int number) {
    restore();
    /* Whoever was there first, such as Swift's own crash report, gets the signal after us. */
    for (int i = 0; i < FATAL_COUNT; i++)
        if (fatal[i] == number) sigaction(number, &before[i], NULL);
    raise(number);
}

static void catch_fatal(void) {
    static int is_done;
    if (is_done) return;
    is_done = 1;
    atexit(restore);
    /* A stack that overflowed has no room for the handler. */
    stack_t stack = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
    sigaltstack(&stack, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_fatal;
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal[i], &action, &before[i]);
}

void rescue_arm(int terminal, const struct termios *settings, const char *bytes, size_t length) {
    atomic_store(&armed, 0);
    terminal_fd = terminal;
    settings_before = *settings;
    farewell_length = length < sizeof farewell ? length : sizeof farewell;
    memcpy(farewell, bytes, farewell_length);
    catch_fatal();
    atomic_store(&armed, 1);
}

void rescue_disarm(void) { atomic_store(&armed, 0); }
