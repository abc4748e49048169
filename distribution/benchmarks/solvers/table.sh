#!/usr/bin/env bash
# From the rows of Measure.java to a table in Markdown.
set -euo pipefail
read -r _ floor
echo "Sliced W2 of 8 192 samples to as many fresh points of the target, mean of three seeds; between two samples of the target: $floor."
echo
echo "| options of \`sample\` | evaluations | sliced W2 | root mean square error of the flow |"
echo "|---|---|---|---|"
awk -F'\t' '{ if ($2 == "refused") printf "| %s | refused | %s | |\n", $1, $3; else printf "| %s | %s | %s | %s |\n", $1, $2, $3, ($4 == "NaN" ? "–" : $4) }'
