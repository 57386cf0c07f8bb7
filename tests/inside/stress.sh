# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# STRESS_OPS random operations on guests, VMMs, the module and the host, chosen by
# STRESS_SEED, while the guests make STRESS_SWITCHES world switches; or, in that proportion,
# for STRESS_SECONDS (tests/stress).

. tests/inside/tap.sh

ops=${STRESS_OPS:-400}
switches=${STRESS_SWITCHES:-40000}
seed=${STRESS_SEED:-1}
seconds=${STRESS_SECONDS:-}

# The shared folder is slow.
cp "$LAB_BUILD/stress" "$ko" /tmp

# On these a CPU that has been off hangs any guest, module or not, from 6.1 on.
case $(uname -r) in
5.*) hotplug=--hotplug ;;
*) grep -q '^CPU part.*0xd0[78]' /proc/cpuinfo || hotplug=--hotplug ;;
esac

# shellcheck disable=SC2086 # they are options, or nothing
stress() {
	/tmp/stress ${hotplug:-} ${seconds:+--seconds $seconds} "$ops" "$switches" "$seed" "$guest" /tmp/lazydbg.ko >/tmp/done ||
		{ cat /tmp/done; return 1; }
	sed 's/^/# /' /tmp/done >&3
}
exec 3>&1

# made NAME LEAST: as many world switches were made?
made() {
	awk -v least="$1" '/^world switches/ { made = $3 } END { exit !(made + 0 >= least) }' /tmp/done
}

# all_done: was everything done at least once? It says "KIND  N", with what was refused behind.
all_done() {
	made 1 && ! sed -nE 's/^(.*[^ ])  +0(, refused [0-9]+)?$/never done: \1\2/p' /tmp/done | grep .
}

echo "# seed $seed"
if [ "$seconds" ]; then
	t "$seconds seconds" stress
else
	t "$ops operations" stress
	t "and $switches world switches" made "$switches"
	# The first of them are each kind twice.
	[ "$ops" -lt 60 ] || t "each kind of operation was done" all_done
fi

# When something was wrong, they may be.
[ ! -e "$debugfs" ] || unload
for cpu in /sys/devices/system/cpu/cpu[1-9]/online; do
	[ "$(cat "$cpu")" = 1 ] || echo 1 >"$cpu"
done

# What was left behind?
all="--breakpoints all --watchpoints all"
# shellcheck disable=SC2086
t "a guest afterwards" "$guest" $all
t "the host's breakpoints afterwards" "$LAB_BUILD/hostbp" 0 1 10
load mode=lazy
# shellcheck disable=SC2086
t "a guest with the module afterwards" "$guest" $all
t "selftest still finds every register right" eval "echo run >$debugfs/selftest"
t "unloads" unload
finish
