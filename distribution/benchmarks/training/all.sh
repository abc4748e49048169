#!/usr/bin/env bash
# Every comparison of a training with its peer, then sampling and start-up, as tables: about 25 minutes with three rounds.
# Usage: all.sh [ROUNDS]; THREADS and WITH as for compare.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-3}
for case in i-cfm ot-cfm mlp-512 implicit-score-matching action-matching unet dit; do
  "$here/compare.sh" "$case" "$rounds" 2>/dev/null
done
"$here/sampling.sh" "$rounds" 2>/dev/null
echo
"$here/startup.sh"
