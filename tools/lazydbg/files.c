// SPDX-License-Identifier: GPL-2.0
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "exit.h"

#define DEBUGFS		"/sys/kernel/debug"
#define DIR_DEFAULT	DEBUGFS "/lazydbg"

/* What files_dir() must name for the files' names to fit into a path. */
#define PATH_SIZE	4096

/**
 * files_dir() - the directory of the module's files
 *
 * Return: its path, there or not
 */
const char *files_dir(void)
{
	const char *dir = getenv("LAZYDBG_DEBUGFS");

	return dir && *dir ? dir : DIR_DEFAULT;
}

static bool elsewhere(void)
{
	return strcmp(files_dir(), DIR_DEFAULT);
}

static void path_of(char path[PATH_SIZE], const char *file)
{
	if (snprintf(path, PATH_SIZE, "%s/%s", files_dir(), file) >= PATH_SIZE)
		die(EXIT_UNABLE,
		    "LAZYDBG_DEBUGFS is too long for a path: set it to where the module's files are");
}

static bool debugfs_mounted(void)
{
	struct statfs fs;

	return !statfs(DEBUGFS, &fs) && fs.f_type == DEBUGFS_MAGIC;
}

/* Why the directory or a file in it cannot be opened, by errno. */
static enum files_state why_not(int error)
{
	if (error == EACCES || error == EPERM)
		return geteuid() ? FILES_NOT_ROOT : FILES_LOCKED_DOWN;
	if (!elsewhere() && !debugfs_mounted())
		return FILES_NO_DEBUGFS;
	return FILES_NO_MODULE;
}

/**
 * files_debugfs_advice() - what gives a host without debugfs one
 *
 * A kernel that has none, or was told so as it booted, makes no place to mount it.
 *
 * Return: what to do.
 */
const char *files_debugfs_advice(void)
{
	if (access(DEBUGFS, F_OK))
		return "boot with debugfs=on, and a kernel that has CONFIG_DEBUG_FS";
	return "mount -t debugfs none " DEBUGFS;
}

/**
 * files_state() - are the module's files there, and ours to read?
 *
 * Return: FILES_THERE, or what is in the way
 */
enum files_state files_state(void)
{
	char path[PATH_SIZE];
	int fd;

	path_of(path, "mode");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return why_not(errno);
	close(fd);
	return FILES_THERE;
}

/**
 * files_have() - does this module have such a file?
 * @file: its name
 *
 * Return: true if so, and it may be read
 */
bool files_have(const char *file)
{
	char path[PATH_SIZE];

	path_of(path, file);
	return !access(path, R_OK);
}

/* Where there never can be a module, that is what to say. */
static void need_arm(void)
{
	struct utsname host;

	if (!uname(&host) && strcmp(host.machine, "aarch64"))
		die(EXIT_UNABLE,
		    "this host is %s, and the module is for 64-bit ARM: run it on an ARM host, or set LAZYDBG_DEBUGFS to files from one",
		    host.machine);
}

static void __noreturn die_of(enum files_state state)
{
	if (!elsewhere())
		need_arm();
	switch (state) {
	case FILES_NOT_ROOT:
		die(EXIT_UNABLE,
		    "only root may open the files in %s: run it as root, for example with sudo",
		    files_dir());
	case FILES_LOCKED_DOWN:
		die(EXIT_UNABLE,
		    "the kernel lets not even root open the files in %s, as a locked-down one does: see /sys/kernel/security/lockdown, and boot without lockdown",
		    files_dir());
	case FILES_NO_DEBUGFS:
		die(EXIT_UNABLE, "debugfs is not mounted: %s", files_debugfs_advice());
	default:
		break;
	}
	if (elsewhere())
		die(EXIT_UNABLE,
		    "LAZYDBG_DEBUGFS is %s, which has no files of the module: set it to the directory that has them, or load the module",
		    files_dir());
	die(EXIT_UNABLE,
	    "the module lazydbg is not loaded: modprobe lazydbg, or insmod it from where it was built");
}

/**
 * files_need() - end the program if the module's files cannot be used
 */
void files_need(void)
{
	enum files_state state = files_state();

	if (state != FILES_THERE)
		die_of(state);
}

/* The whole directory may be missing, or this file only. */
static int open_file(const char *file, int flags)
{
	char path[PATH_SIZE];
	int error, fd;

	path_of(path, file);
	fd = open(path, flags | O_CLOEXEC);
	if (fd >= 0)
		return fd;
	error = errno;
	files_need();
	if (error == ENOENT)
		die(EXIT_UNABLE,
		    "there is no file '%s' in %s: the module that is loaded is older than this tool, so load the one that came with it",
		    file, files_dir());
	if (error == EACCES || error == EPERM)
		die_of(why_not(error));
	die(EXIT_UNABLE, "cannot open %s: %s", path, strerror(error));
}

/**
 * files_hold() - keep the module from being removed until the program ends
 */
void files_hold(void)
{
	/* A file that is open holds it, and nothing else is wanted from this one. */
	open_file("mode", O_RDONLY);
}

/* A file on its way through a parser. */
struct reading {
	const char *file;
	FILE *from;
	struct parse_error error;
};

static struct reading start(const char *file)
{
	struct reading reading = { .file = file };

	reading.from = fdopen(open_file(file, O_RDONLY), "r");
	if (!reading.from)
		die(EXIT_UNABLE, "cannot read %s/%s: %s", files_dir(), file, strerror(errno));
	return reading;
}

static void finish(struct reading *reading, bool right)
{
	fclose(reading->from);
	if (!right)
		die(EXIT_UNABLE, "%s/%s is not what this tool understands: %s", files_dir(),
		    reading->file, reading->error.text);
}

/**
 * files_mode() - read the mode
 * @mode: where to: off, eager or lazy
 */
void files_mode(char mode[NAME_SIZE])
{
	struct reading r = start("mode");

	finish(&r, parse_mode(mode, r.from, &r.error));
}

/**
 * files_stats() - read the counters of each CPU
 * @stats: where to; for stats_free()
 */
void files_stats(struct stats *stats)
{
	struct reading r = start("stats_percpu");

	finish(&r, parse_stats(stats, r.from, &r.error));
}

/**
 * files_latency() - read the latencies
 * @latency: where to; for latency_free()
 */
void files_latency(struct latency *latency)
{
	struct reading r = start("latency");

	finish(&r, parse_latency(latency, r.from, &r.error));
}

/**
 * files_vcpus() - read the table of vcpus
 * @vcpus: where to; for vcpus_free()
 */
void files_vcpus(struct vcpus *vcpus)
{
	struct reading r = start("vcpus");

	finish(&r, parse_vcpus(vcpus, r.from, &r.error));
}

/**
 * files_bench() - read the last measurement
 * @bench: where to; for bench_free(). Without samples if there was none yet
 */
void files_bench(struct bench *bench)
{
	struct reading r = start("bench");

	finish(&r, parse_bench(bench, r.from, &r.error));
}

/**
 * files_info() - read what the module is and has found
 * @info: where to; for info_free()
 */
void files_info(struct info *info)
{
	struct reading r = start("info");

	finish(&r, parse_info(info, r.from, &r.error));
}

static int write_word(int fd, const char *word)
{
	ssize_t written = write(fd, word, strlen(word));
	int error = written < 0 ? errno : 0;

	if (written >= 0 && (size_t)written != strlen(word))
		error = EIO;
	close(fd);
	return error;
}

/**
 * files_write() - write one word to a file, in one write
 * @file: its name
 * @word: what to write
 *
 * Ends the program if the file cannot be opened, as when reading.
 *
 * Return: 0, or the error number with which the module refused
 */
int files_write(const char *file, const char *word)
{
	return write_word(open_file(file, O_WRONLY | O_TRUNC), word);
}

/**
 * files_try_write() - the same, for who may not end the program, as it is ending
 * @file: its name
 * @word: what to write
 *
 * Return: 0, or the error number with which the file cannot be opened, or the module refused
 */
int files_try_write(const char *file, const char *word)
{
	char path[PATH_SIZE];
	int fd;

	path_of(path, file);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	return fd < 0 ? errno : write_word(fd, word);
}

/**
 * files_set_mode() - change the mode, or end the program with a sentence
 * @mode: off, eager or lazy
 */
void files_set_mode(const char *mode)
{
	int error = files_write("mode", mode);

	if (error == EOPNOTSUPP)
		die(EXIT_UNABLE,
		    "KVM is in protected mode, where only off is to be had, not %s: boot without kvm-arm.mode=protected",
		    mode);
	if (error)
		die(EXIT_UNABLE, "the module refuses mode %s: %s; the kernel's log says more",
		    mode, strerror(error));
}
