# SPDX-License-Identifier: GPL-2.0
#
# lazydbg: builds the module and the tools, and runs them in the lab.
# `make help` lists what there is.

# On an ARM host the module is built for the running kernel, elsewhere for one of
# the lab's. All that is built or downloaded goes to build/.
native := $(patsubst armv7l,arm,$(patsubst aarch64,arm64,$(filter aarch64 armv7l,$(shell uname -m))))
running := $(shell uname -r)
KERNEL ?= $(if $(native),$(running),6.1)
ARCH := $(or $(if $(filter $(KERNEL),$(running)),$(native)),$(if $(findstring armmp,$(KERNEL)),arm,arm64))
ifeq ($(ARCH),$(native))
CROSS_COMPILE ?=
else
CROSS_COMPILE ?= $(if $(filter arm,$(ARCH)),arm-linux-gnueabihf-,aarch64-linux-gnu-)
endif
CROSS_COMPILE_A32 ?= arm-linux-gnueabihf-

# The kernels that the lab has. Those it fetches, and it knows how each is built.
LAB_KERNELS := $(shell bash -c '. scripts/lab/common.sh && lab_kernels')
LAB_KERNELS_ARM := $(shell bash -c '. scripts/lab/common.sh && lab_kernels arm')
LAB_KERNELS_SPECIAL := $(shell bash -c '. scripts/lab/common.sh && lab_kernels special')
all_lab_kernels := $(LAB_KERNELS) $(LAB_KERNELS_ARM) $(LAB_KERNELS_SPECIAL)

out := $(CURDIR)/build/$(KERNEL)
ifneq ($(filter $(KERNEL),$(all_lab_kernels)),)
kbuild = +scripts/lab/kbuild $(KERNEL) $(out) $(if $(CROSS_COMPILE),CROSS_COMPILE=$(CROSS_COMPILE))
else
headers := /lib/modules/$(KERNEL)/build
no_headers := no headers of kernel $(KERNEL) in $(headers): install linux-headers-$(KERNEL), or take one of the lab's kernels: $(all_lab_kernels)
kbuild = $(MAKE) -C $(headers) M=$(out) ARCH=$(ARCH) CROSS_COMPILE=$(CROSS_COMPILE)
endif

cc_host ?= cc

.PHONY: all module tools tool plugin demo results lint lint-module lint-style analyse
.PHONY: check matrix check-slow check-debug check-mutations check-rounds check-report
.PHONY: check-selftests check-real-guests check-fuzz check-stress check-crowd
.PHONY: check-hostile clean distclean deps help
.PHONY: bench-exit bench-regs coverage
.DEFAULT_GOAL := all

## all (default): the module and the tools, for KERNEL
all: module tools

## module: build/KERNEL/lazydbg.ko
# Kbuild leaves its files beside the sources, so it gets links to them.
module:
	$(if $(headers),@test -e $(headers) || { echo "$(no_headers)" >&2; exit 1; })
	@mkdir -p $(out)/module
	@ln -sfr Kbuild $(out)/
	@ln -sfr module/*.[ch] $(out)/module/
	$(kbuild) $(kbuild_flags) $(if $(LAZYDBG_CFLAGS),LAZYDBG_CFLAGS="$(LAZYDBG_CFLAGS)") modules

# The lab has no libraries, so what runs there is static.
static ?= 1

## tools: build/KERNEL/dbgguest and lazydbg
# For a 32-bit host there is no dbgguest, which wants KVM, and lazydbg is built there.
ifeq ($(ARCH),arm)
tools: $(if $(CROSS_COMPILE),,tool)
else
tools: tool
	@mkdir -p $(out)
	$(MAKE) -C tools/dbgguest O=$(out) STATIC=$(static) CROSS_COMPILE=$(CROSS_COMPILE) CROSS_COMPILE_A32=$(CROSS_COMPILE_A32)
endif

# The libraries of the machine that lazydbg is to run on.
ifneq ($(CROSS_COMPILE),)
sysroot := $(CURDIR)/build/cache/sysroot
endif

## tool: build/KERNEL/lazydbg
tool:
	$(if $(sysroot),scripts/lab/sysroot)
	@mkdir -p $(out)
	$(MAKE) -C tools/lazydbg O=$(out) CROSS_COMPILE=$(CROSS_COMPILE) $(if $(sysroot),SYSROOT=$(sysroot)) STATIC=$(static)

# What only the tests need inside the lab.
.PHONY: test-tools
test_tools_arm := hostbp-arm
test_tools_arm64 := hostbp mark stale-code fuzz-files fuzz-parameters nobody no-memory respond \
	stress traced
test_tools := $(addprefix $(out)/,$(test_tools_$(ARCH)))
test-tools: $(test_tools) $(out)/real-guest
$(filter-out %/stress %/traced,$(test_tools)): $(out)/%: tests/%.c
	@mkdir -p $(@D)
	$(CROSS_COMPILE)gcc -static -pthread -O2 -Wall -Wextra -Werror -o $@ $<

$(out)/stress: $(wildcard tests/stress/*.c) tests/stress/places.S $(wildcard tests/stress/*.h) \
		tests/real-guest/registers-arm64.c tests/real-guest/registers.h tools/dbgguest/mark.h
	@mkdir -p $(@D)
	$(CROSS_COMPILE)gcc -static -O2 -Wall -Wextra -Werror -o $@ $(filter %.c %.S,$^)

$(out)/traced: tests/traced.c tests/stress/places.S tests/stress/places.h \
		tests/real-guest/registers-arm64.c tests/real-guest/registers.h
	@mkdir -p $(@D)
	$(CROSS_COMPILE)gcc -static -O2 -Wall -Wextra -Werror -o $@ $(filter %.c %.S,$^)

# What runs in a guest that runs KERNEL itself, and that guest's initramfs.
guest_parts := guest perf ptrace gdb registers-$(ARCH)
$(out)/real-guest: $(patsubst %,tests/real-guest/%.c,$(guest_parts)) tests/real-guest/places.S $(wildcard tests/real-guest/*.h)
	@mkdir -p $(@D)
	$(CROSS_COMPILE)gcc -static -O2 -Wall -Wextra -Werror -o $@ $(filter %.c %.S,$^)
.PHONY: guest-root
guest-root: $(out)/real-guest.cpio
$(out)/real-guest.cpio: $(out)/real-guest tests/real-guest/init scripts/lab/guest-root scripts/lab/guest-gdb
	scripts/lab/guest-root $(KERNEL) tests/real-guest/init $< $@

## plugin: build/lab/regcount.so, QEMU's own count of register accesses
plugin: build/lab/regcount.so
build/lab/regcount.so: scripts/lab/regcount.c scripts/lab/qemu-plugin.h
	@mkdir -p $(@D)
	$(cc_host) -O2 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden -o $@ $<

## demo: stock, off, eager and lazy side by side, on a virtual ARM host
demo: deps
	@mkdir -p build
	@$(MAKE) --no-print-directory -s all plugin KERNEL=6.1 >build/demo.log 2>&1 || { cat build/demo.log >&2; exit 1; }
	@scripts/demo

# $(call every,TARGETS[,KERNELS]): TARGETS for each of the lab's kernels, or KERNELS, two at
# a time.
every = +$(MAKE) -j2 targets="$(1)" $(patsubst %,for-%,$(or $(2),$(LAB_KERNELS)))
for-%:
	$(MAKE) KERNEL=$* $(targets)

## check: what a commit must pass: lint and build for all kernels, tests on one or two
# Two at a time: a virtual host is one thread.
check: deps-fuzzing
	$(call every,all test-tools lint-module,$(LAB_KERNELS) $(LAB_KERNELS_ARM))
	$(MAKE) plugin lint-style
	prove -j2 --timer tests/*.t

## matrix: the tests that boot the lab, or TESTS of them, on all kernels, cores and modes
matrix: deps
	$(call every,all test-tools)
	$(MAKE) plugin
	prove -v tests/slow/matrix.t :: $(TESTS)

## check-debug: the same, or TESTS, on kernels that look for errors, PREEMPT_RT, 16k pages
# That those do find errors comes first.
check-debug: deps-debug-kernels
	$(call every,all test-tools,$(LAB_KERNELS_SPECIAL))
	$(MAKE) plugin
	prove -v tests/slow/faults.t tests/slow/no-memory.t
	prove -v tests/slow/debug-kernels.t :: $(TESTS)

## check-mutations: do the tests fail when a mitigation is left out, or the code wrong?
check-mutations: deps
	$(call every,all test-tools)
	prove -v tests/slow/*mutations.t

## check-selftests: the kernel's own tests, without the module and in each mode
check-selftests: deps
	$(call every,all)
	prove -v tests/slow/selftests.t

## check-real-guests: Debian guests that debug programs, arm64 and armhf
check-real-guests: deps
	$(call every,all test-tools)
	+for kernel in 6.1 6.1-armmp; do $(MAKE) KERNEL=$$kernel guest-root || exit; done
	$(MAKE) plugin
	prove -v tests/slow/real-guests.t

## check-fuzz: FUZZ_RUNS inputs to each of the tool's parsers, FUZZ_OPS on the module's files
check-fuzz: deps-fuzzing
	$(call every,all test-tools)
	prove -v tests/slow/fuzz*.t

## check-stress: ten million world switches, while all that can change changes
check-stress: deps
	$(call every,all test-tools)
	prove -v tests/slow/stress.t

## check-hostile: hostile guests in each mode, and without the module
check-hostile: deps
	$(call every,all test-tools)
	prove -v tests/slow/hostile.t

## check-rounds: the module comes and goes 200 times under guests
check-rounds: deps
	$(call every,all test-tools)
	LAB_ROUNDS=200 LAB_TIMEOUT=3600 prove -v tests/coming-and-going.t

## check-crowd: more vcpus at once than the list of vcpus has lines
check-crowd: deps
	$(call every,all test-tools)
	prove -v tests/slow/crowd.t

## check-report: a page of lazydbg report, in a browser
check-report: deps-browser
	prove -v tests/slow/report-page.t

## check-slow: all tests that take too long for each commit; some hours
check-slow:
	+set -e; for target in $(check_slow); do $(MAKE) $$target; done
check_slow := matrix check-selftests check-real-guests check-mutations check-fuzz check-stress \
	check-hostile check-rounds check-crowd check-packages check-report check-debug analyse

## coverage: which lines of module/ and tools/ the tests execute, and which not
coverage: deps-debug-kernels
	scripts/coverage

## bench-exit: instructions per exit on all kernels, and what is left of the tax
bench-exit: deps
	$(call every,all)
	$(MAKE) plugin
	scripts/bench-exit

## results: measure on all kernels and cores, and fill results/ with it
results: deps
	$(call every,all)
	$(MAKE) -C tools/lazydbg O=$(CURDIR)/build/host
	scripts/results

## bench-regs: instructions to move the register file, on arm and arm64
bench-regs: deps
	$(MAKE) KERNEL=6.1 module
	$(MAKE) KERNEL=6.1-armmp module
	scripts/bench-regs

## lint: sparse, W=1, checkpatch and shellcheck
lint: lint-module lint-style
lint-module:
	scripts/lint-module $(KERNEL)
lint-style:
	scripts/lint-style

## analyse: clang-tidy, cppcheck and coccinelle; do they, and lint, find what is planted?
analyse: deps-analysis
	scripts/analyse
	prove -v tests/slow/analyse.t

## deps: install the Debian packages that building and the lab need
deps:
	@scripts/deps

# What only some targets need.
deps-%: deps
	@scripts/deps $*

include packaging/install.mk

## clean: remove what was built; downloads stay
clean:
	find build -mindepth 1 -maxdepth 1 ! -name cache -exec rm -rf {} +

## distclean: remove build/, downloads too
distclean:
	rm -rf build

## help: this list
help:
	@echo 'usage: make [TARGET] [KERNEL=K] [CROSS_COMPILE=P]'
	@echo
	@sed -n 's/^## /  /p' $(MAKEFILE_LIST)
	@echo
	@echo 'KERNEL is $(KERNEL) here; the lab has: $(all_lab_kernels)'
