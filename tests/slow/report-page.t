#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# A page of lazydbg report in a browser, Debian's chromium (make check-report installs it):
# at the width of a phone and of a desk, in both themes. LAB_PICTURES=DIR keeps pictures, for
# who wants to look.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

out=build/host
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
dark=0 light=1

command -v chromium >/dev/null || {
	echo "report-page: this test needs a browser: apt-get install chromium" >&2
	exit 1
}

# browse THEME OPTION... PAGE
browse() {
	local theme=$1

	shift
	timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--allow-file-access-from-files --hide-scrollbars \
		--user-data-dir="$(mktemp -d -p "$tmp")" \
		--blink-settings=preferredColorScheme="$theme" "$@" 2>"$tmp/log"
}

# frame WIDTH: a page that shows the report in a frame so wide, and says what it measures.
frame() {
	cat >"$tmp/frame.html" <<TEXT
<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
<iframe src="page.html" style="border:0;width:$1px;height:6000px"></iframe><pre id="said"></pre>
<script>
onload = () => {
	const page = frames[0].document, root = page.documentElement, words = [];
	const say = (name, value) => words.push(name + " " + value);
	say("overflow", root.scrollWidth - root.clientWidth);
	say("svgs", page.querySelectorAll("svg").length);
	let wide = 0, low = 0, small = 0, overlaps = 0;
	for (const svg of page.querySelectorAll("svg")) {
		const box = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll("text")];
		if (box.right > $1 || box.width < 250) wide++;
		for (const text of texts) {
			const t = text.getBoundingClientRect();
			if (t.left < box.left - 1 || t.right > box.right + 1) low++;
			if (t.bottom > box.bottom + 1 || t.top < box.top - 1) low++;
			if (t.height < 11) small++;
			for (const other of texts) {
				const o = other.getBoundingClientRect();
				if (other !== text && o.left < t.right - 1 && t.left < o.right - 1 &&
				    o.top < t.bottom - 4 && t.top < o.bottom - 4) overlaps++;
			}
		}
	}
	say("wide", wide); say("clipped", low); say("small", small); say("overlaps", overlaps);
	const look = (where, what) => getComputedStyle(page.querySelector(where))[what];
	say("ground", look("body", "backgroundColor"));
	say("lazy", look("svg g.lazy", "color"));
	document.getElementById("said").textContent = words.join("\n");
};
</script>
TEXT
}

# measure THEME WIDTH
measure() {
	frame "$2"
	browse "$1" --window-size=1400,6000 --virtual-time-budget=3000 --dump-dom \
		"file://$tmp/frame.html" >"$tmp/dom"
	sed -n '/<pre id="said">/,/<\/pre>/p' "$tmp/dom" | sed 's/<[^>]*>//g' >"$tmp/said"
	sed 's/^/# /' "$tmp/said"
}

said() {
	ok "$1: $2" "$(grep -qx -- "$2" "$tmp/said"; echo $?)"
}

check() {
	local name=$1 theme=$2 width=$3 ground=$4 lazy=$5

	measure "$theme" "$width"
	said "$name" "overflow 0"
	said "$name" "svgs $charts"
	said "$name" "wide 0"
	said "$name" "clipped 0"
	said "$name" "small 0"
	said "$name" "overlaps 0"
	said "$name" "ground $ground"
	said "$name" "lazy $lazy"
}

pictures() {
	mkdir -p "$LAB_PICTURES"
	cp "$tmp/page.html" "$LAB_PICTURES"
	for theme in light dark; do
		browse "${!theme}" --window-size=1280,5200 \
			--screenshot="$LAB_PICTURES/$theme.png" "file://$tmp/page.html"
		frame 390
		browse "${!theme}" --window-size=500,4000 \
			--screenshot="$LAB_PICTURES/phone-$theme.png" "file://$tmp/frame.html"
	done
}

make -s -C tools/lazydbg O="$top/$out" &&
	"$out/lazydbg" report --html "$tmp/page.html" tests/tool/saved/{compare,hist,bench}.json
ok "a page" $?
charts=$(grep -c '<svg ' "$tmp/page.html")
check "phone, light" $light 390 "rgb(246, 247, 249)" "rgb(0, 112, 79)"
check "phone, dark" $dark 390 "rgb(15, 19, 24)" "rgb(79, 209, 165)"
check "desk, light" $light 1280 "rgb(246, 247, 249)" "rgb(0, 112, 79)"
check "desk, dark" $dark 1280 "rgb(15, 19, 24)" "rgb(79, 209, 165)"
[ -z "${LAB_PICTURES:-}" ] || pictures
finish
