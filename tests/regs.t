#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# The register file of each architecture in user space (tests/regs).
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

out=build/regs
make -s -C tests/regs O="$top/$out"
ok "the test builds" $?
for arch in arm arm64; do
	echo "# Subtest: $arch"
	timeout 120 "$out/regstest-$arch" | sed 's/^/    /'
	ok "$arch" "${PIPESTATUS[0]}"
done
finish
