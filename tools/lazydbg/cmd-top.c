// SPDX-License-Identifier: GPL-2.0
/* lazydbg top: the vcpus that have debugging in use, live. */
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exit.h"
#include "files.h"
#include "options.h"
#include "toplist.h"

#define LINE_SIZE	160
#define INTERVAL	2.0

static const struct option options[] = {
	{ "delay", required_argument, NULL, 'd' },
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "top",
	.letters = "d:",
	.options = options,
	.usage =
"usage: lazydbg top [-d S]\n"
"\n"
"Show the vcpus that have debugging in use, live: how the guest reaches the registers,\n"
"and how often its values are loaded, put and evicted per second.\n"
"\n"
"options:\n"
"  -d, --delay S  seconds between two tables (2)\n"
"  --help         print this\n"
"\n"
"keys:\n"
"  l  sort by loads per second      s  sort by state\n"
"  p  sort by puts per second       v  sort by VM and vcpu\n"
"  e  sort by evictions per second  r  reverse the order\n"
"  up, down, page up, page down: the vcpus that have no room on the screen\n"
"  q  quit\n"
"\n"
"Exit status: 0 done, 2 wrong command line, 3 this host or user cannot do it.\n"
"\n"
"examples:\n"
"  sudo lazydbg top\n"
"  sudo lazydbg top -d 0.5\n",
};

/**
 * struct view - what is on the screen
 * @list: as of last time
 * @mode: as of last time
 * @order: by what it is sorted
 * @reverse: the other way round?
 * @first: the row at the top
 * @rates: the whole host's, as text: the screen is drawn more often than they are taken
 */
struct view {
	struct toplist list;
	char mode[NAME_SIZE];
	enum toplist_order order;
	bool reverse;
	size_t first;
	char rates[LINE_SIZE];
};

static volatile sig_atomic_t ended;

static void end_soon(int signal)
{
	(void)signal;
	ended = 1;
}

static void leave_screen(void)
{
	if (!isendwin())
		endwin();
}

static void enter_screen(void)
{
	struct sigaction action = { .sa_handler = end_soon };
	const char *terminal = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		die(EXIT_USAGE, "top needs a terminal; lazydbg stat --interval prints to files");
	if (!newterm(NULL, stdout, stdin))
		die(EXIT_UNABLE,
		    "terminal '%s' is not known here: set TERM to one that is, as vt100",
		    terminal ? terminal : "");
	exit_before(leave_screen);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	cbreak();
	noecho();
	curs_set(0);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
}

/* Cut at the right edge: what has no room is left out. */
static void __printf(3, 4) put_line(int row, attr_t attributes, const char *format, ...)
{
	char text[LINE_SIZE];
	va_list args;

	if (row >= LINES)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	attrset(attributes);
	mvaddnstr(row, 0, text, COLS);
	attrset(A_NORMAL);
}

static double left_rate(const struct toplist *before, const struct toplist *now)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < now->sample.stats.row_count; i++)
		if (!strncmp(now->sample.stats.rows[i].name, "left_", strlen("left_")))
			sum += sample_rate(&before->sample, &now->sample,
					   now->sample.stats.rows[i].name, -1);
	return sum;
}

static void take_rates(struct view *view, const struct toplist *before,
		       const struct toplist *now)
{
#define RATE(name)	sample_rate(&before->sample, &now->sample, name, -1)
	snprintf(view->rates, sizeof(view->rates),
		 "per second: swap entries %.1f, taken %.1f, left %.1f, loads %.1f, puts %.1f, evictions %.1f",
		 RATE("swap_entries"), RATE("taken"), left_rate(before, now), RATE("loads"),
		 RATE("puts"), RATE("evictions"));
#undef RATE
}

static void draw_row(int at, const struct toplist_row *row)
{
	const struct vcpu *vcpu = &row->vcpu;

	put_line(at, A_NORMAL, "%-16s %4u %-4s %-10s %-10s %9.1f %9.1f %9.1f %12llu", vcpu->vm,
		 vcpu->id, vcpu->isa, vcpu->state, vcpu->reason, row->loads, row->puts,
		 row->evictions, (unsigned long long)vcpu->loads);
}

#define HEAD_LINES	4

static void draw(struct view *view)
{
	static const char * const orders[] = {
		[ORDER_LOADS] = "loads", [ORDER_PUTS] = "puts",
		[ORDER_EVICTIONS] = "evictions", [ORDER_STATE] = "state", [ORDER_VM] = "vm",
	};
	int lines = LINES - HEAD_LINES;
	size_t room = lines < 0 ? 0 : lines;
	size_t i;

	if (view->first + room > view->list.count)
		view->first = view->list.count > room ? view->list.count - room : 0;
	toplist_sort(&view->list, view->order, view->reverse);
	erase();
	put_line(0, A_BOLD, "lazydbg: mode %s, %zu vcpus, by %s%s", view->mode, view->list.count,
		 orders[view->order], view->reverse ? " reversed" : "");
	put_line(1, A_NORMAL, "%s", view->rates);
	put_line(3, A_REVERSE, "%-16s %4s %-4s %-10s %-10s %9s %9s %9s %12s", "VM", "VCPU",
		 "ISA", "STATE", "REASON", "LOADS/s", "PUTS/s", "EVICT/s", "LOADS");
	for (i = 0; i < room && view->first + i < view->list.count; i++)
		draw_row(HEAD_LINES + i, &view->list.rows[view->first + i]);
	refresh();
}

static void take(struct view *view)
{
	struct toplist now;

	toplist_take(&now, &view->list);
	take_rates(view, &view->list, &now);
	toplist_free(&view->list);
	view->list = now;
	files_mode(view->mode);
}

static void scroll_by(struct view *view, int rows)
{
	if (rows < 0 && view->first < (size_t)-rows)
		view->first = 0;
	else
		view->first += rows;
}

static bool take_order(struct view *view, int key)
{
	static const char keys[] = {
		[ORDER_LOADS] = 'l', [ORDER_PUTS] = 'p', [ORDER_EVICTIONS] = 'e',
		[ORDER_STATE] = 's', [ORDER_VM] = 'v',
	};
	const char *found = memchr(keys, key, sizeof(keys));

	if (found)
		view->order = found - keys;
	return found;
}

/* False to quit. A resize is a key, too: what follows is drawn to the new size. */
static bool take_key(struct view *view, int key)
{
	if (take_order(view, key))
		return true;
	if (key == 'r')
		view->reverse = !view->reverse;
	else if (key == KEY_UP)
		scroll_by(view, -1);
	else if (key == KEY_DOWN)
		scroll_by(view, 1);
	else if (key == KEY_PPAGE)
		scroll_by(view, -(LINES - HEAD_LINES));
	else if (key == KEY_NPAGE)
		scroll_by(view, LINES - HEAD_LINES);
	return key != 'q';
}

/* Keys until it is time for the next table; false to quit. */
static bool wait_and_draw(struct view *view, double interval)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	struct timespec now;
	double left;
	int key;

	for (;;) {
		while ((key = getch()) != ERR)
			if (!take_key(view, key))
				return false;
		draw(view);
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = view->list.sample.when.tv_sec + interval - now.tv_sec +
		       (view->list.sample.when.tv_nsec - now.tv_nsec) / 1e9;
		if (ended || left <= 0)
			return !ended;
		poll(&input, 1, (int)(left * 1000) + 1);
		if (input.revents & (POLLHUP | POLLERR))
			return false;
	}
}

int cmd_top(int argc, char **argv)
{
	struct view view = { .order = ORDER_LOADS, .rates = "the first rates come soon" };
	double interval = INTERVAL;

	while (options_next(&line, argc, argv) != -1)
		interval = option_seconds("-d", optarg);
	options_no_words(&line, argc, argv);
	toplist_take(&view.list, NULL);
	files_mode(view.mode);
	enter_screen();
	while (wait_and_draw(&view, interval))
		take(&view);
	leave_screen();
	toplist_free(&view.list);
	return EXIT_OK;
}
