/* SPDX-License-Identifier: GPL-2.0 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "types.h"

#define ALL_SLOTS	(-1)
#define MAX_PINS	256

struct options {
	bool a32;
	long breakpoints;	/* number to arm, or ALL_SLOTS */
	long watchpoints;
	bool mde;		/* MDSCR_EL1.MDE and KDE, or DBGDSCRext.MDBGen */
	bool write;
	bool churn;		/* other slots armed in each batch */
	bool random;		/* all registers new in each batch; implies churn */
	bool os_lock;		/* held in every other batch */
	bool guest_debug;	/* the VMM debugs some batches */
	bool meddle;		/* the VMM changes registers */
	bool reset;		/* vcpus are reset now and then */
	bool undef;		/* KVM injects exceptions in each batch */
	bool dscr;		/* DBGDSCRint is checked, too */
	bool hostile;
	bool relay;		/* two threads run each vcpu in turn */
	bool attack;		/* all registers get random values before each batch */
	bool flood;		/* all registers are written in a loop before each batch */
	bool migrate;		/* vcpus are moved from CPU to CPU */
	int exit;		/* EXIT_* of mailbox.h */
	u64 exits;
	u64 batches;
	long vcpus;
	u64 seed;
	int pins[MAX_PINS];
	int npins;
	bool host_watch;
	bool mark;		/* a word for debuggers to watch */
	bool no_vgic;
	bool json;
};

/* Dies with a sentence when the arguments make no sense. */
void options_parse(struct options *opts, int argc, char **argv);

/* Does the guest touch any debug register at all? */
bool options_debug(const struct options *opts);

/* Does the VMM do anything between two batches? */
bool options_calls(const struct options *opts);

const char *exit_name(int exit);

#endif
