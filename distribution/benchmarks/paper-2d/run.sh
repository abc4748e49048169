#!/usr/bin/env bash
# The [SF]²M paper's 2-D table. Usage: run.sh [-t TASK,…] [-m METHOD,…] [-s SEEDS] [-o DIR] [k=v …]
#
#   -t  tasks: gaussian-8gaussians, gaussian-moons, gaussian-scurve, moons-8gaussians (default: the first two)
#   -m  methods: ot-cfm, i-cfm, fm, sf2m (default: all)
#   -s  number of seeds, from 1 on (default: 5)
#   -o  where the runs are kept (default: paper-2d-runs). What is finished there is not done again; what was interrupted is resumed.
#
# Of each run the last step is evaluated (evaluation.json of the run), and the checkpoint of the smallest loss on the validation rows
# (best.json beside its log). THREADS=n is the number of engine threads and prefetch workers of a run, 1 unless it says otherwise; 0 lets Rheo choose.
#
# STEPS="train", "evaluate", "table" or several says what to do (default: all three); further k=v are overrides of the manifests.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=${RHEO:-$here/../../target/rheo/bin/rheo}
python=${PYTHON:-python3}
tasks=gaussian-8gaussians,gaussian-moons methods=ot-cfm,i-cfm,fm,sf2m seeds=5 out=paper-2d-runs
usage() { sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
while getopts t:m:s:o: option; do
  case $option in
    t) tasks=$OPTARG ;; m) methods=$OPTARG ;; s) seeds=$OPTARG ;; o) out=$OPTARG ;; *) usage ;;
  esac
done
shift $((OPTIND - 1))
steps=${STEPS:-train evaluate table} threads=${THREADS:-1}
case $seeds in '' | *[!0-9]* | 0) echo "run.sh: the number of seeds is '$seeds', not a positive number" >&2; exit 2 ;; esac
IFS=, read -r -a tasks <<<"$tasks"
IFS=, read -r -a methods <<<"$methods"
for task in "${tasks[@]}"; do
  [ "$task" != protocol ] && [ -f "$here/$task.yaml" ] || { echo "run.sh: there is no task '$task'" >&2; exit 2; }
done

# What a method changes in a task's manifest.
overrides() {
  case $1 in
    ot-cfm) echo coupling=minibatch-ot ;;
    i-cfm) echo coupling=independent ;;
    fm) printf '%s\n' 'path={type: cond-ot, sigmaMin: 0.1}' ;;
    sf2m)
      printf '%s\n' 'path={type: schroedinger-bridge, sigma: 0.1}' coupling=minibatch-ot objective=sf2m \
        network.separateHeads=true \
        'sample.solver={type: euler-maruyama, steps: 100, churn: constant, factor: 0.01}'
      ;;
    *) echo "run.sh: there is no method '$1'" >&2; exit 2 ;;
  esac
}

# The newest run of a place; empty if there is none.
newest() { mkdir -p "$1"; find "$1" -mindepth 3 -maxdepth 3 -name run.json | sort | tail -n 1 | xargs -r dirname; }
# Whether a run has done all its steps.
trained() { [ -n "$1" ] && grep -q '"status" : "completed"' "$1/run.json"; }

for method in "${methods[@]}"; do
  overrides "$method" >/dev/null
done
for seed in $(seq "$seeds"); do
  for task in "${tasks[@]}"; do
    for method in "${methods[@]}"; do
      if [ "$method" = fm ] && [ "$task" = moons-8gaussians ]; then
        continue # flow matching of Lipman et al. starts from noise
      fi
      place=$out/$task/$method/$seed
      mapfile -t options < <(overrides "$method")
      if [[ " $steps " == *" train "* ]]; then
        run=$(newest "$place")
        if ! trained "$run"; then
          if [ -n "$run" ] && compgen -G "$run/checkpoints/step-*/state.json" >/dev/null; then
            echo "$(date +%T) resume $task $method seed $seed" >&2
            "$rheo" resume "$run" >>"$place/log" 2>&1 || { tail "$place/log" >&2; exit 1; }
          else
            echo "$(date +%T) train $task $method seed $seed" >&2
            "$rheo" train "$here/$task.yaml" "${options[@]}" "seed=$seed" \
              "train.threads=$threads" "train.workers=$threads" "$@" --runs "$place" >>"$place/log" 2>&1 \
              || { tail "$place/log" >&2; exit 1; }
          fi
        fi
      fi
      run=$(newest "$place")
      if [[ " $steps " == *" evaluate "* ]] && trained "$run"; then
        if [ ! -f "$run/evaluation.json" ]; then
          echo "$(date +%T) evaluate $task $method seed $seed" >&2
          "$rheo" evaluate "$run" >>"$place/log" 2>&1 || { tail "$place/log" >&2; exit 1; }
        fi
        if [ ! "$place/best.json" -nt "$run/run.json" ]; then
          echo "$(date +%T) evaluate $task $method seed $seed, best checkpoint" >&2
          "$rheo" evaluate "$run" checkpoint=best --out "$place/best.json" >>"$place/log" 2>&1 \
            || { tail "$place/log" >&2; exit 1; }
        fi
      fi
    done
  done
done
if [[ " $steps " == *" table "* ]]; then
  "$python" "$here/table.py" "$out"
fi
