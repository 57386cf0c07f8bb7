// SPDX-License-Identifier: GPL-2.0
/*
 * swaptest: the module, on a machine, a host and a KVM that are models.
 *
 *	swaptest [--seed N] [--ops N] [--vhe | --nvhe] [--stock] [--verbose]
 *	swaptest --hazards [--verbose]
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "run.h"

static const struct option options[] = {
	{ "seed", required_argument, NULL, 's' },
	{ "ops", required_argument, NULL, 'o' },
	{ "vhe", no_argument, NULL, 'v' },
	{ "nvhe", no_argument, NULL, 'n' },
	{ "stock", no_argument, NULL, 't' },
	{ "hazards", no_argument, NULL, 'h' },
	{ "verbose", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static void explain(const char *name)
{
	fprintf(stderr, "usage: %s [--seed N] [--ops N] [--vhe | --nvhe] [--stock] [--verbose]\n"
		"       %s --hazards [--verbose]\n", name, name);
	exit(2);
}

static unsigned long parse(const char *name, const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 0);

	if (!*text || *end) {
		fprintf(stderr, "%s: '%s' is not a number\n", name, text);
		explain(name);
	}
	return n;
}

int main(int argc, char **argv)
{
	static const char * const hosts[] = { "", " --nvhe", " --vhe" };
	unsigned long seed = time(NULL) ^ (unsigned long)clock() << 20, ops = 1000000;
	enum run_host host = RUN_ANY;
	bool stock = false, hazards = false;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 's':
			seed = parse(argv[0], optarg);
			break;
		case 'o':
			ops = parse(argv[0], optarg);
			break;
		case 'v':
			host = RUN_VHE;
			break;
		case 'n':
			host = RUN_NVHE;
			break;
		case 't':
			stock = true;
			break;
		case 'h':
			hazards = true;
			break;
		case 'V':
			log_verbose = true;
			break;
		default:
			explain(argv[0]);
		}
	}
	if (optind != argc)
		explain(argv[0]);
	if (hazards)
		return !run_hazards(argv[0]);
	snprintf(log_replay, sizeof(log_replay), "%s --seed %lu --ops %lu%s%s", argv[0], seed, ops,
		 hosts[host], stock ? " --stock" : "");
	run_random(seed, ops, host, stock);
	return 0;
}
