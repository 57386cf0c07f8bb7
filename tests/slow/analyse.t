#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Do `make analyse` and `make lint` find what they are there to find? Plants defects in a copy
# of the project, of each kind in each part, and asks for the line of each.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
log=$tree/build/log

copy_project() {
	git ls-files -z | xargs -0 cp -p --parents -t "$tree" || return
	mkdir "$tree/build" || return
	ln -s "$top/build/cache" "$tree/build/cache" || return
	git -C "$tree" init -q && git -C "$tree" add -A
}

# found FILE PATTERN: is there a line about FILE that says this?
found() {
	grep -E "(^|[ /])$1:[0-9]+:.*$2" "$log" >/dev/null
	ok "$1: $2" $?
}

# What clang-tidy and cppcheck both see.
plant_in_user_space() {
	cat >>"$tree/$1" <<-'CODE'

		int planted(void);

		int planted(void)
		{
			int *nowhere = 0;

			return *nowhere;
		}
	CODE
}

# What makes no C file of the project invalid: a space at the end of a line.
plant_style() {
	echo '/* planted */ ' >>"$tree/$1"
}

# Missing quotes, which shellcheck finds.
plant_in_script() {
	# shellcheck disable=SC2016 # that is it
	echo 'echo $planted' >>"$tree/$1"
}

plant_for_coccinelle() {
	cat >>"$tree/$1" <<-'CODE'

		static DEFINE_MUTEX(planted_lock);
		static int planted_values[3];

		static int planted(struct seq_file *m, int *what, bool on)
		{
			bool is = on == true ? true : false;

			if (what)
				kfree(what);
			*what = 1;
			if (!m)
				m->private = NULL;
			mutex_lock(&planted_lock);
			if (*what)
				return -EINVAL;
			mutex_unlock(&planted_lock);
			return is ? sizeof(planted_values) / sizeof(planted_values[0]) : 0;
		}
	CODE
}

plant_for_sparse() {
	cat >>"$tree/$1" <<-'CODE'

		int planted(const int __user *what);

		int planted(const int __user *what)
		{
			return *what;
		}

		int planted_alone(void)
		{
			return 0;
		}
	CODE
}

user_space=(
	tools/lazydbg/text.c tools/dbgguest/plan.c tests/swap/log.c tests/regs/main.c
	tests/fuzz/cpulist.c tests/tool/compare-stats.c tests/mark.c tests/hostbp-arm.c
	tests/real-guest/guest.c scripts/lab/regcount.c
)
# What of the module runs in user space, too.
both=module/put.c
styled=(module/info.c module/swap.h "${user_space[@]}" tools/dbgguest/guest/a64/main.S)
scripts=(scripts/deps scripts/lab/mode.sh tests/load.t tests/inside/load.sh tests/real-guest/init)

# They end with status 1, and not as they would if they could not run.
t() {
	local name=$1 status=0

	shift
	"$@" >"$log" 2>&1 || status=$?
	[ "$status" = 1 ]
	ok "$name: status 1" $?
	[ "$status" = 1 ] || sed 's/^/# /' "$log"
}

copy_project
ok "a copy of the project" $?
for file in "${user_space[@]}"; do
	plant_in_user_space "$file"
done
plant_in_user_space "$both"
plant_for_coccinelle module/latency.c
t "analyse" "$tree/scripts/analyse" "${user_space[@]}" "$both" module/latency.c
for file in "${user_space[@]}"; do
	found "$file" '\[clang-analyzer-core\.NullDereference'
	found "$file" '\[nullPointer\]'
done
found "$both" '\[clang-analyzer-core\.NullDereference'
found module/latency.c 'NULL check before some freeing functions'
found module/latency.c 'reference preceded by free'
found module/latency.c 'm is NULL but dereferenced'
found module/latency.c 'conversion to bool not needed'
found module/latency.c 'Use ARRAY_SIZE'
found module/latency.c 'preceding lock'

echo 'int main(void) { return 0; }' >"$tree/tests/alone.c"
t "analyse, of what nobody compiles" "$tree/scripts/analyse" tests/alone.c
grep -q 'no Makefile compiles tests/alone.c' "$log"
ok "is told" $?
rm "$tree/tests/alone.c"

plant_for_sparse module/info.c
for file in "${styled[@]}"; do
	plant_style "$file"
done
for file in "${scripts[@]}"; do
	plant_in_script "$file"
done
for kernel in 6.1 7; do
	t "lint-module, $kernel" "$tree/scripts/lint-module" "$kernel"
	found module/info.c 'dereference of noderef expression'
	found module/info.c "no previous prototype for .planted_alone"
done
t "lint-style" "$tree/scripts/lint-style"
for file in "${styled[@]}"; do
	found "$file" 'trailing whitespace'
done
for file in "${scripts[@]}"; do
	grep -qE "^In $file line [0-9]+:" "$log"
	ok "$file: shellcheck" $?
done
finish
