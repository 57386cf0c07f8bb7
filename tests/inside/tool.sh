# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# The tool, on the module itself: does it say what the module's files say?

. tests/inside/tap.sh

run="--breakpoints 3 --watchpoints 2 --exits 40 --batches 10"
tool=/tmp/lazydbg
cp "$LAB_BUILD/lazydbg" "$tool"

# says STATUS PATTERN ARGUMENT...: does the tool end so, with such a line?
says() {
	want=$1
	pattern=$2
	shift 2
	status=0
	"$tool" "$@" >/tmp/said 2>&1 || status=$?
	[ "$status" = "$want" ] && grep -q -- "$pattern" /tmp/said && return 0
	echo "status $status; no line like '$pattern' in:"
	cat /tmp/said
	return 1
}

# stat_agrees: one line for each counter, and the same values.
stat_agrees() {
	"$tool" stat --csv | tr -d '\r' | awk -F , 'NR > 1 { print $1, $2 }' >/tmp/printed
	cmp /tmp/printed "$debugfs/stats"
}

# The same by CPU.
per_cpu_agrees() {
	"$tool" stat --per-cpu | awk '$1 == "name", 0 { $1 = $1; print }' >/tmp/printed
	cmp /tmp/printed "$debugfs/stats_percpu"
}

# timed KIND: how many latencies of it hist prints, in all buckets; its count says so, too.
timed() {
	"$tool" hist --csv | tr -d '\r' | awk -F , -v kind="$1" \
		'$1 == kind { print $2 }' >/tmp/counted
	"$tool" hist --buckets --csv | tr -d '\r' | awk -F , -v kind="$1" \
		'$1 == kind { sum += $NF } END { print sum + 0 }' >/tmp/in-buckets
	[ -s /tmp/counted ] || echo 0 >/tmp/counted
	cmp /tmp/counted /tmp/in-buckets && cat /tmp/counted
}

# bench_is_whole: each row of the interface on each CPU, and each costs something.
bench_is_whole() {
	for cpu in 0 1; do
		for row in empty isb save restore disarm load_unchanged \
			switch_eager switch_dirty switch_lazy; do
			echo "$cpu $row"
		done
		for register in bvr bcr wvr wcr mdscr mdccint; do
			printf '%s\n' "$cpu read_$register" "$cpu write_$register"
		done
	done | sort >/tmp/wanted
	"$tool" bench --samples 100 --csv >/tmp/bench || return 1
	tr -d '\r' </tmp/bench | awk -F , 'NR > 1 && $4 > 0 && $5 >= $4 { print $1, $2 }' |
		sort >/tmp/rows
	cmp /tmp/wanted /tmp/rows && return 0
	cat /tmp/bench
	return 1
}

# soon COMMAND...: does it succeed within a minute?
soon() {
	tries=600
	until "$@" >/tmp/soon; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || { cat /tmp/soon; return 1; }
		usleep 100000
	done
}

# found CHECK: doctor's answer.
found() {
	"$tool" doctor --csv | tr -d '\r' | awk -F , -v check="$1" '$1 == check { print $2 }'
}

t "without the module: mode" says 3 "not loaded: modprobe lazydbg" mode
t "doctor: the host can use it" says 0 "^This host can use lazydbg" doctor
kvm_mode=$("$tool" doctor --csv | awk -F , '$1 == "kvm_mode" { print $4 }')
t "doctor: so many slots, by ptrace" says 0 "^debug_registers  *yes  *6 breakpoints, 4 watchpoints" doctor
t "doctor: no module" is no found module
load mode=off
t "doctor: there is one now" is yes found module
t "doctor: what KVM's mode was said to be is what the module says" \
	is "kvm_mode $kvm_mode" grep kvm_mode "$debugfs/info"

for m in off eager lazy; do
	t "mode $m" "$tool" mode $m
	t "is the module's" is $m cat "$debugfs/mode"
	t "is what it prints" is $m "$tool" mode
done

t "hist --on" "$tool" hist --on
t "is the module's" grep -qx 'enabled on' "$debugfs/latency"
t "stat --reset" "$tool" stat --reset
t "hist --reset" "$tool" hist --reset
# shellcheck disable=SC2086
t "a guest" "$guest" $run --exit mmio
t "stat has the module's counters" stat_agrees
t "that count something" stats_hold "loads > 10 && puts > 10"
t "so it is by CPU" per_cpu_agrees
t "hist has as many loads as were counted" is "$(counter loads)" timed load
t "as many puts" is "$(counter puts)" timed put
t "as many evictions" is "$(counter evictions)" timed evict
t "hist --off" "$tool" hist --off
t "is the module's" grep -qx 'enabled off' "$debugfs/latency"

t "bench has every row on every CPU" bench_is_whole
"$LAB_BUILD/hostbp" 1 0 hold &
holder=$!
t "no bench where the host debugs" soon says 3 "the host debugs on CPU 1" bench --cpu 1
t "but elsewhere" says 0 "load_unchanged" bench --cpu 0
kill "$holder"
t "stat --prometheus" says 0 '^lazydbg_left_total{reason="host_debug"} [0-9]' stat --prometheus

mkdir -p /boot
config=/boot/config-$(uname -r)
cp "$LAB_BUILD/kernel-config" "$config"
t "doctor: Debian's configuration has all" \
	fails sh -c "$tool doctor --csv | grep '^CONFIG_' | grep -v ,yes,"
t "doctor: and was read" is yes found CONFIG_FUNCTION_TRACER
sed -i 's/^CONFIG_FUNCTION_TRACER=y/# CONFIG_FUNCTION_TRACER is not set/' "$config"
t "doctor: one that lacks something" says 1 "to do: boot a kernel with CONFIG_FUNCTION_TRACER" doctor
t "doctor: says that this is no host for it" grep -q '^This host cannot' /tmp/said
unload

umount /sys/kernel/debug
t "without debugfs" says 3 "mount -t debugfs none /sys/kernel/debug" stat
finish
