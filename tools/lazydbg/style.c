// SPDX-License-Identifier: GPL-2.0
#include "style.h"

/*
 * All colours are here, once for each theme. Any that is used for text or for a mark has a
 * contrast of 4.5 or more to any ground (tests/report.t). The modes' are told
 * apart by people who can't see red or green; each has a shape of its own, too (svg.c).
 */
#define LIGHT								\
	"--ground:#f6f7f9;--card:#ffffff;--text:#1b1f24;--muted:#545d68;" \
	"--rule:#d5dae0;--accent:#4a5568;--off:#0a5ea8;--eager:#b04a00;--lazy:#00704f;"

#define DARK								\
	"--ground:#0f1318;--card:#171c23;--text:#e6eaef;--muted:#a0abb8;" \
	"--rule:#343c47;--accent:#9fb0c4;--off:#6cb6ff;--eager:#ff9e64;--lazy:#4fd1a5;"

const char style[] =
":root{color-scheme:light dark;" LIGHT "}\n"
"@media (prefers-color-scheme:dark){:root{" DARK "}}\n"
"*{box-sizing:border-box}\n"
"body{margin:0;background:var(--ground);color:var(--text);"
"font:16px/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}\n"
"main{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 3rem}\n"
"h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}\n"
"h2{font-size:1.3rem;line-height:1.3;margin:0 0 .75rem;overflow-wrap:anywhere}\n"
"h3{font-size:1.05rem;margin:0}\n"
"p{margin:.5rem 0;max-width:46rem}\n"
"code{font:.92em ui-monospace,\"DejaVu Sans Mono\",Menlo,monospace;overflow-wrap:anywhere}\n"
".lead,.note,.where{color:var(--muted)}\n"
".note,.where{font-size:.875rem}\n"
".result{margin-top:2.5rem;padding-top:1.5rem;border-top:1px solid var(--rule)}\n"
".facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));"
"gap:.5rem 1.5rem;margin:0 0 1rem;padding:0;list-style:none}\n"
".facts li{min-width:0;overflow-wrap:anywhere}\n"
".facts span{display:block;font-size:.8rem;color:var(--muted)}\n"
".caution{border-left:3px solid var(--eager);padding-left:.75rem}\n"
".card{margin:1rem 0 0;padding:1rem;background:var(--card);border:1px solid var(--rule);"
"border-radius:8px}\n"
".card figcaption{margin-bottom:.75rem}\n"
".pair{display:grid;gap:1rem;align-items:start}\n"
".pair>*{min-width:0}\n"
"@media (min-width:52rem){.pair{grid-template-columns:minmax(0,27rem) minmax(0,1fr);gap:2rem}}\n"
"svg{display:block;width:100%;max-width:27rem;height:auto;"
"font:11.5px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}\n"
"svg text{fill:var(--text)}\n"
"svg .label,svg .head{fill:var(--muted)}\n"
"svg .name{fill:currentColor;font-weight:600}\n"
"svg .grid{stroke:var(--rule)}\n"
"svg .zero{stroke:var(--muted);stroke-width:1.5}\n"
"svg .range{stroke:currentColor;stroke-width:1.2}\n"
"svg .box{fill:currentColor;fill-opacity:.16;stroke:currentColor;stroke-width:1}\n"
"svg .median{stroke:currentColor;stroke-width:2.5}\n"
"svg .mark{fill:currentColor;stroke:var(--card);stroke-width:.8}\n"
"svg .hollow{fill:var(--card);stroke:currentColor;stroke-width:1.2}\n"
"svg .bar{fill:var(--accent)}\n"
"svg .least{stroke:var(--text);stroke-width:2}\n"
".off{color:var(--off)}.eager{color:var(--eager)}.lazy{color:var(--lazy)}\n"
".scroll{overflow-x:auto}\n"
"table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}\n"
"th,td{padding:.25rem .6rem;text-align:left;white-space:nowrap;border-bottom:1px solid var(--rule)}\n"
"th{font-weight:600}\n"
"th[scope=row]{font-weight:400;color:var(--muted)}\n"
"th:first-child,td:first-child{padding-left:0}\n"
".number{text-align:right}\n"
".card .pair table{width:100%}\n"
".card .pair tr:last-child td{white-space:normal}\n"
"details{margin-top:1rem}\n"
"summary{cursor:pointer;font-weight:600}\n"
"@media (max-width:30rem){.card{padding:.75rem}table{font-size:.8rem}th,td{padding:.25rem .3rem}}\n"
"@media print{.card{break-inside:avoid}}\n";
