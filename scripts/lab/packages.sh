# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Debian packages of any architecture, fetched and verified by apt in a private
# root, so that the machine's own package lists and database stay as they are.
# Sourced, never run.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# apt_mirror RELEASE: the address from which this machine gets RELEASE, read
# from its own apt configuration.
apt_mirror() {
	# shellcheck disable=SC2016 # these are apt's
	apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
		"Created-By: Packages" |
		awk -v r="$1" '$1 == r && $2 == "main" { print $3; exit }'
}

# apt_sources SUITE: sources.list lines for SUITE, on this machine's mirror.
apt_sources() {
	local suite=$1 own main security
	local signed=signed-by=/usr/share/keyrings/debian-archive-keyring.gpg

	own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	main=$(apt_mirror "$own")
	security=$(apt_mirror "$own-security")
	[ -n "$main" ] ||
		die 99 "apt on this machine has no source for Debian $own main; the lab takes the mirror from there"

	echo "deb [$signed] $main $suite main"
	echo "deb [$signed] $main $suite-updates main"
	[ -z "$security" ] || echo "deb [$signed] $security $suite-security main"
}

# apt_root SUITE: make the private root for SUITE and print its apt.conf.
apt_root() {
	local suite=$1
	local root=$cache/apt/$suite host

	host=$(dpkg --print-architecture)
	mkdir -p "$root"/{etc/preferences.d,state/lists/partial,cache/archives/partial}
	: >"$root/state/status"
	apt_sources "$suite" >"$root/etc/sources.list"
	# Read last by apt, so the machine's own settings (a proxy, say) hold
	# except for where things are kept.
	cat >"$root/apt.conf" <<-CONF
		Dir::State "$root/state";
		Dir::State::status "$root/state/status";
		Dir::Cache "$root/cache";
		Dir::Etc::sourcelist "$root/etc/sources.list";
		Dir::Etc::sourceparts "-";
		Dir::Etc::preferences "-";
		Dir::Etc::preferencesparts "$root/etc/preferences.d";
		APT::Architecture "$host";
		APT::Architectures { "$host"; "arm64"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
	CONF
	echo "$root/apt.conf"
}

# apt_update CONF: fetch the package lists.
apt_update() {
	apt-get -q -c "$1" update >&2 ||
		die 99 "apt could not fetch the package lists; see above"
}

# apt_depend CONF PACKAGE PATTERN: the package matching PATTERN (a regular
# expression) that PACKAGE's newest version depends on.
apt_depend() {
	local found

	found=$(apt-cache -c "$1" depends --no-recommends --no-suggests \
		--no-conflicts --no-breaks --no-replaces --no-enhances "$2" |
		sed -nE "s/^ *Depends: <?($3)(:[a-z0-9]*)?>?\$/\\1/p" | head -n 1)
	[ -n "$found" ] || die 99 "package $2 depends on nothing like '$3'"
	echo "$found"
}

# apt_unpack CONF DIR PACKAGE...: download, verify, and unpack into DIR.
apt_unpack() {
	local conf=$1 dir=$2 work deb

	shift 2
	mkdir -p "$dir"
	work=$(mktemp -d "$cache/download.XXXXXX")
	(cd "$work" && apt-get -q -c "$conf" download "$@" >&2) ||
		die 99 "apt could not download: $*"
	for deb in "$work"/*.deb; do
		dpkg-deb -x "$deb" "$dir"
	done
	rm -rf "$work"
}
