# SPDX-License-Identifier: GPL-2.0
#
# make install, make uninstall and make deb. Included by the Makefile.

# The module's version is everybody's; tests/install.t holds the others against it.
version := $(shell sed -n 's/^MODULE_VERSION("\(.*\)");$$/\1/p' module/main.c)

prefix ?= /usr/local
export DESTDIR DKMSFLAGS
bindir := $(DESTDIR)$(prefix)/bin
mandir := $(DESTDIR)$(prefix)/share/man
completiondir := $(DESTDIR)$(prefix)/share/bash-completion/completions
srcdir := $(DESTDIR)/usr/src/lazydbg-$(version)

programs := lazydbg $(if $(filter arm,$(ARCH)),,dbgguest)
pages := $(notdir $(wildcard man/*.[18]))
page = $(mandir)/man$(subst .,,$(suffix $(1)))/$(1)

# Another root gets files only. On this host, DKMS builds for later kernels too.
dkms := $(if $(DESTDIR),,$(shell PATH=$$PATH:/usr/sbin command -v dkms))

.PHONY: install install-host install-module install-built install-dkms install-sources install-tools uninstall deb check-packages deps-packages

## install: the module (by DKMS if there is one), tools, man pages, completion, in DESTDIR
install: install-host install-module install-tools

# Nothing is changed if something is missing.
install-host:
ifeq ($(DESTDIR),)
	@test -d /lib/modules/$(KERNEL) || { echo "kernel $(KERNEL) is not installed here: give one that is by KERNEL=, or a root to install to by DESTDIR=" >&2; exit 1; }
	@test -e /lib/modules/$(KERNEL)/build || { echo "no headers of kernel $(KERNEL): install linux-headers-$(KERNEL)" >&2; exit 1; }
	@packaging/module check
endif

install-module: $(if $(dkms),install-dkms,install-built)

# Debian's headers hold neither the key for signing nor what depmod wants to see.
install-built: install-host module
	$(kbuild) INSTALL_MOD_PATH=$(DESTDIR) CONFIG_MODULE_SIG_ALL= $(if $(DESTDIR),DEPMOD=/bin/true) modules_install
	$(if $(DESTDIR),,PATH=$$PATH:/usr/sbin depmod $(KERNEL))

install-dkms: install-host install-sources
	packaging/module install $(version) $(KERNEL)

install-sources: install-host
	rm -rf $(srcdir)
	install -d $(srcdir)/module
	install -m 644 dkms.conf Kbuild $(srcdir)
	install -m 644 module/*.[ch] $(srcdir)/module

install-tools: install-host tools
	install -d $(bindir) $(completiondir) $(dir $(foreach p,$(pages),$(call page,$(p))))
	install -m 755 $(programs:%=$(out)/%) $(bindir)
	$(foreach p,$(pages),install -m 644 man/$(p) $(call page,$(p)) &&) true
	install -m 644 completion/lazydbg $(completiondir)
	ln -sf lazydbg $(completiondir)/dbgguest

## uninstall: remove what install put in place
uninstall:
	packaging/module remove
	rm -f $(programs:%=$(bindir)/%) $(foreach p,$(pages),$(call page,$(p))) $(programs:%=$(completiondir)/%)

# dpkg-buildpackage wants debian/ at the top of a tree, and puts packages beside the
# tree. Elsewhere than on ARM the libraries to build with are the sysroot's, of which
# dpkg does not know.
deb_cross := $(if $(CROSS_COMPILE),-aarm64 -d -Pcross,nocheck)
deb_tree := build/deb/lazydbg-$(version)
deb_files := COPYING Documentation Kbuild Makefile README.md completion dkms.conf man module packaging scripts tools packaging/debian

## deb: Debian packages of the module and the tools, in build/deb
deb: deps-packages
	rm -rf build/deb
	mkdir -p $(deb_tree)/build build/cache
	cp -a $(deb_files) $(deb_tree)
	ln -s ../../../cache $(deb_tree)/build/cache
	cd $(deb_tree) && env -u MAKEFLAGS -u MAKELEVEL $(if $(deb_cross),DEB_BUILD_OPTIONS=nocheck) dpkg-buildpackage -b -us -uc $(deb_cross)
	rm -rf $(deb_tree)

## check-packages: Debian packages are built, installed and removed
check-packages: deps-packages
	prove -v tests/slow/packages.t
