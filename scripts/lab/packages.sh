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

# apt_sources SUITE: sources.list lines for SUITE, on this machine's mirror. A
# backports suite comes with the release that it builds upon.
apt_sources() {
	local suite=$1 release=${1%-backports} own main security
	local signed=signed-by=/usr/share/keyrings/debian-archive-keyring.gpg

	own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	main=$(apt_mirror "$own")
	security=$(apt_mirror "$own-security")
	[ -n "$main" ] ||
		die 99 "apt on this machine has no source for Debian $own main; the lab takes the mirror from there"

	echo "deb [$signed] $main $release main"
	echo "deb [$signed] $main $release-updates main"
	[ -z "$security" ] || echo "deb [$signed] $security $release-security main"
	[ "$suite" = "$release" ] || echo "deb [$signed] $main $suite main"
}

# apt_root SUITE [without-security|arm64|armhf]: make the private root for SUITE and print
# its apt.conf. Without the security suite; or as an arm64 machine has it, where programs
# that others need are arm64's, too; or for armhf in place of arm64, of the release's main
# archive alone, as the others' lists of that are not always whole.
apt_root() {
	local suite=$1 variant=${2:-} arch=arm64
	local root=$cache/apt/$suite host

	host=$(dpkg --print-architecture)
	case $variant in
	arm64) root+=-arm64 host=arm64 ;;
	armhf) root+=-armhf arch=armhf ;;
	esac
	mkdir -p "$root"/{etc/preferences.d,state/lists/partial,cache/archives/partial}
	: >"$root/state/status"
	apt_sources "$suite" >"$root/etc/sources.list"
	[ "$variant" != without-security ] || sed -i '/-security main$/d' "$root/etc/sources.list"
	[ "$variant" != armhf ] || sed -i '/-\(security\|updates\) main$/d' "$root/etc/sources.list"
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
		APT::Architectures { "$host"; "$arch"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
	CONF
	# apt takes from backports only what it is told to.
	[[ $suite != *-backports ]] ||
		echo "APT::Default-Release \"$suite\";" >>"$root/apt.conf"
	echo "$root/apt.conf"
}

# apt_update CONF: fetch the package lists.
apt_update() {
	apt-get -q -c "$1" update >&2 ||
		die 99 "apt could not fetch the package lists; see above"
}

# apt_depends CONF PACKAGE PATTERN: the packages matching PATTERN (a regular
# expression) that PACKAGE's newest version depends on, if any.
apt_depends() {
	apt-cache -c "$1" depends --no-recommends --no-suggests \
		--no-conflicts --no-breaks --no-replaces --no-enhances "$2" |
		sed -nE "s/^ *Depends: <?($3)(:[a-z0-9]*)?>?\$/\\1/p"
}

# apt_depend CONF PACKAGE PATTERN: the same, when there has to be one.
apt_depend() {
	local found

	found=$(apt_depends "$@" | head -n 1)
	[ -n "$found" ] || die 99 "package $2 depends on nothing like '$3'"
	echo "$found"
}

# apt_closure CONF PACKAGE...: these packages and all that they need to run.
apt_closure() {
	local conf=$1

	shift
	apt-get -q -c "$conf" --simulate --no-install-recommends install "$@" |
		awk '$1 == "Inst" { print $2 }' ||
		die 99 "apt does not know how to install: $*"
}

# apt_unpack CONF DIR PACKAGE...: download, verify, and unpack into DIR, where
# /usr is merged, as on any Debian: packages differ in which name they use. Fails
# when a package cannot be had.
apt_unpack() {
	local conf=$1 dir=$2 work deb name

	shift 2
	for name in bin lib lib64 sbin; do
		mkdir -p "$dir/usr/$name"
		ln -sfn "usr/$name" "$dir/$name"
	done
	work=$(mktemp -d "$cache/download.XXXXXX")
	if ! (cd "$work" && apt-get -q -c "$conf" download "$@" >&2); then
		rm -rf "$work"
		say "apt could not download: $*"
		return 1
	fi
	for deb in "$work"/*.deb; do
		# dpkg-deb -x would put directories in place of the links.
		dpkg-deb --fsys-tarfile "$deb" | tar -xp --keep-directory-symlink -C "$dir" ||
			die 99 "could not unpack $deb"
	done
	rm -rf "$work"
}

# apt_tree_has DIR PACKAGE...: was DIR made of these?
apt_tree_has() {
	local dir=$1

	shift
	[ "$(cat "$dir/packages" 2>/dev/null)" = "$*" ]
}

# apt_tree_done DIR PACKAGE...: DIR.new, made of these, is DIR from now on.
apt_tree_done() {
	local dir=$1

	shift
	echo "$*" >"$dir.new/packages"
	rm -rf "$dir"
	mv "$dir.new" "$dir"
}
