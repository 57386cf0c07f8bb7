#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# lazydbg report: Markdown and HTML from the results in tests/tool/saved, one of which has
# names that would break either. What it takes a browser to see is in
# tests/slow/report-page.t.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

out=build/host
tool=$top/$out/lazydbg
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
saved=(tests/tool/saved/{compare,hist,bench}.json)

# t NAME COMMAND...: ok if COMMAND succeeds.
t() {
	local name=$1 status=0

	shift
	"$@" >"$tmp/printed" 2>&1 || status=$?
	[ "$status" = 0 ] || sed 's/^/# /' "$tmp/printed"
	ok "$name" "$status"
}

fails() {
	! "$@"
}

report() {
	"$tool" report "$@"
}

# Each row of a table has as many cells as the one above.
rows_are_even() {
	awk '{ gsub(/\\[|]/, ""); cells = gsub(/[|]/, "") }
		cells && last && cells != last { print "line " NR; bad = 1 }
		{ last = cells }
		END { exit bad }' "$1"
}

# has PATTERN...: each is in the page, tags and line breaks aside.
has() {
	local pattern

	for pattern; do
		tr '\n' ' ' <"$tmp/page.html" | sed 's/<[^>]*>/ /g; s/\xe2\x80\xaf/ /g; s/  */ /g' |
			grep -qF -- "$pattern" || { echo "not there: $pattern"; return 1; }
	done
}

# The colours that are text or marks, against those that are a ground, in both themes.
contrasts() {
	perl -0777 -ne '
		sub light { my @c = map { my $v = hex($_) / 255;
			$v <= 0.03928 ? $v / 12.92 : (($v + 0.055) / 1.055) ** 2.4 } $_[0] =~ /../g;
			0.2126 * $c[0] + 0.7152 * $c[1] + 0.0722 * $c[2] }
		my @themes = /:root\{([^}]*)\}/g;
		die "not two themes\n" unless @themes == 2;
		for my $theme (@themes) {
			my %colour = $theme =~ /--(\w+):#([0-9a-f]{6})/g;
			for my $text (qw(text muted accent off eager lazy)) {
				for my $ground (qw(ground card)) {
					my ($a, $b) = map { light($colour{$_}) + 0.05 } $text, $ground;
					my $contrast = $a > $b ? $a / $b : $b / $a;
					printf "%s on %s: %.1f\n", $text, $ground, $contrast;
					$bad = 1 if $contrast < 4.5;
				}
			}
		}
		exit 1 if $bad' "$tmp/page.html"
}

# Nothing is fetched, and nothing runs.
is_self_contained() {
	! grep -niE 'https?:|//|<script|<link|<img|<iframe|src=|@import|url\(| on[a-z]+=' \
		<(sed 's/&lt;[^<]*//g' "$tmp/page.html")
}

charts_are_accessible() {
	local charts

	charts=$(grep -c '<svg role="img"' "$tmp/page.html")
	[ "$charts" -gt 5 ] && [ "$charts" = "$(grep -c '^<title>.' <(sed 1,/main/d "$tmp/page.html"))" ] &&
		[ "$charts" = "$(grep -c '^<desc>.' "$tmp/page.html")" ]
}

make -s -C tools/lazydbg O="$top/$out"
ok "the tool builds" $?

t "both formats at once" report --markdown "$tmp/page.md" --html "$tmp/page.html" "${saved[@]}"
t "Markdown is what is printed by default" cmp "$tmp/page.md" <(report "${saved[@]}")
t "its tables' rows are even" rows_are_even "$tmp/page.md"
t "it has a difference, with its interval" grep -qF \
	'| perf instructions | lazy | 15227845 | 15210622..15238549 |' "$tmp/page.md"
t "and names the host" grep -qF 'Linux 6.1.0-56-arm64, Cortex-A72' "$tmp/page.md"
t "what would be HTML in it is text" fails grep -nE '(^|[^\\])<' "$tmp/page.md"

t "the page is valid HTML" tidy -q -e "$tmp/page.html"
t "it needs nothing from outside" is_self_contained
t "figures of compare are in its text" has '15 227 845' '-17.7 %' 'ticks_per_exit.min' \
	'cannot be told apart' '7 rounds of each mode' '(95.31 %)'
t "those of hist" has 'load, CPU 0' 'evict' '373440'
t "and those of bench" has 'write_mdccint' 'Median of each operation, CPU 1' '1000 samples'
t "kernel, CPU, mode and method" has 'Linux 6.1.0-56-arm64, Cortex-A72 (implementer 0x41, part 0xd08); off, eager, lazy; 7 rounds, told by perf stat' \
	'mode lazy; ns, by CNTVCT_EL0'
t "a virtual host's time is not called time" has 'This host is virtual.'
t "names from files are text" has '&lt;/h2&gt;&lt;script&gt;alert(2)' \
	'&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;|`&amp;'
t "charts have titles and descriptions" charts_are_accessible
t "numbers are flush right" grep -qE '<td class="number">15.227.845</td>' "$tmp/page.html"
t "text and marks are legible in both themes" contrasts
t "the same files make the same page" cmp "$tmp/page.html" <(
	report --html "$tmp/again.html" "${saved[@]}" && cat "$tmp/again.html")

# wrong NAME SENTENCE JQ: a saved result changed by JQ is refused, and nothing is written.
wrong() {
	jq "$3" "${4:-tests/tool/saved/compare.json}" >"$tmp/wrong.json"
	refused "$1" "$2"
}

refused() {
	local status=0

	echo before >"$tmp/kept"
	report --html "$tmp/kept" "${saved[@]}" "$tmp/wrong.json" >"$tmp/said" 2>&1 || status=$?
	t "$1: refused" [ "$status" = 3 ]
	t "$1: the file and what is wrong are named" grep -F "wrong.json" <(grep -F "$2" "$tmp/said")
	t "$1: nothing is written" [ "$(cat "$tmp/kept")" = before ]
}
wrong "another schema" "not 'lazydbg/stat'" '.schema = "lazydbg/stat"'
wrong "another version" "reads version 1 of it only" '.version = 2'
wrong "no figures" "member 'figures' is missing" 'del(.figures)'
wrong "rounds that are no number" "'rounds' must be a number" '.rounds = "7"'
wrong "too few values" "'instructions' has 6 values, and there were 7 rounds" \
	'.figures[0].values |= .[1:]'
wrong "a value that is none" "a value of 'instructions' is not a number" \
	'.figures[0].values[3] = null'
wrong "a value that is too large" "a value of 'instructions' is 1e+301, and 1e+300 is the most" \
	'.figures[0].values[3] = 1e301'
wrong "a mode too few" "not every figure is there in every mode" 'del(.figures[0])'
wrong "a mode twice" "a figure is there twice in the same mode" '.figures += [.figures[0]]'
wrong "a mode that there is not" "there was no mode 'fast'" '.figures[0].mode = "fast"'
wrong "a mode that cannot be" "a mode must be off, eager or lazy" '.modes[1].mode = "x\" y"'
wrong "a host that is no text" "'kernel' of the host must be a text" '.host.kernel = 6.1'
wrong "a bucket without count" "member 'count' is missing" 'del(.latencies[0].buckets[0].count)' \
	tests/tool/saved/hist.json
wrong "a row without median" "'median_ns' must be a number" '.rows[3].median_ns = "x"' \
	tests/tool/saved/bench.json
wrong "modes that are no list" "'modes' must be an array" '.modes = "off"'
wrong "a host that is no object" "'host' must be an object" '.host = "arm"'
wrong "a figure that is no object" "what should have a member 'mode' is not an object" '.figures[0] = 1'
wrong "values that are no list" "'values' must be an array" '.figures[0].values = 1'
wrong "a command that is no text" "'command' must have nothing but texts" '.command[0] = 1'
head -c 500 tests/tool/saved/compare.json >"$tmp/wrong.json"
refused "half of a file" "line"
: >"$tmp/wrong.json"
refused "an empty file" "line"
echo '[1]' >"$tmp/wrong.json"
refused "an array" "it is JSON, but not an object"
cp tests/fuzz/corpus/saved/escape-sequence "$tmp/wrong.json"
refused "an escape sequence" "not ' ]0;x '"
rm "$tmp/wrong.json"
refused "no file" "No such file or directory"
# Nothing, little, much.
jq '.latencies = []' tests/tool/saved/hist.json >"$tmp/empty.json"
t "a result without a figure" report --html "$tmp/page.html" "$tmp/empty.json"
t "is one" has "There are no figures in it."
jq '.rows[0].mean_ns = 1e20 | .rows[1].mean_ns = 1e-9' tests/tool/saved/bench.json >"$tmp/huge.json"
t "figures with exponents" report --html "$tmp/page.html" "$tmp/huge.json"
t "are shown with them" has 1e+20 1e-09

t "no file at all is wrong usage" grep -q 'takes one saved result or more' <(report 2>&1)

finish
