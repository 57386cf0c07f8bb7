// SPDX-License-Identifier: GPL-2.0
/*
 * dbgguest: KVM guests that use their debug registers, and know what they must
 * find in them.
 */
#include <stdio.h>

#include "check.h"
#include "errors.h"
#include "hostile.h"
#include "options.h"
#include "plan.h"
#include "report.h"
#include "stop.h"
#include "vm.h"

int main(int argc, char **argv)
{
	struct findings findings = { };
	struct options opts;
	struct vm vm;

	options_parse(&opts, argc, argv);
	vm_create(&vm, &opts);
	for (long i = 0; i < opts.vcpus; i++)
		plan_vcpu(&vm.vcpus[i]);
	for (long i = 0; opts.hostile && i < opts.vcpus; i++)
		hostile_arm(&vm.vcpus[i]);
	for (long i = 0; i < opts.vcpus; i++)
		expect_nothing(&vm.vcpus[i]);

	stop_on_sigterm(&vm);
	vm_run(&vm);
	stop_settle(&vm);
	for (long i = 0; i < opts.vcpus; i++)
		check_vcpu(&vm.vcpus[i], &findings);
	report(&vm, &findings);

	if (fflush(stdout) || ferror(stdout))
		die("cannot write the report: %m");
	return complaints() ? STATUS_WRONG : STATUS_RIGHT;
}
