#!/usr/bin/env bash
# The gallery of claims (docs/gallery.md): trains what a claim needs, prints its numbers and draws its picture.
# Usage: gallery.sh CLAIM …; claims are fields, sde-and-ode, langevin, trace-cost, likelihood-cost, action-matching,
# likelihood-weighting, ddpm-weights, progressive-denoising, or all. SEEDS="1 2 3" says which seeds, WORK where runs are kept
# (gallery-runs; what is finished there is not trained again), PICTURES where pictures go (WORK/pictures), and TRAIN has overrides
# for every training, for instance train.steps=500 for a quick look.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
[ -x "$home/bin/rheo" ] || home=$home/target/rheo
rheo=$home/bin/rheo
seeds=${SEEDS:-1 2 3}
work=${WORK:-gallery-runs}
pictures=${PICTURES:-$work/pictures}
mkdir -p "$work/classes" "$pictures"
work=$(cd "$work" && pwd)
pictures=$(cd "$pictures" && pwd)
export SEEDS="$seeds"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
compiled() { "${java}c" -nowarn -cp "$home/lib/*" -d "$work/classes" "$here"/*.java; }
program() {
  "$java" -Dai.djl.offline=true -Djava.awt.headless=true -Drheo.home="$home" -cp "$work/classes:$home/lib/*" "$@" \
    2> >(grep -v -e SLF4J -e WARN >&2)
}

# train NAME EXP [k=v …]: a run for each seed, unless it is there
train() {
  local name=$1 experiment=$2 seed
  shift 2
  for seed in $seeds; do
    [ -f "$(run "$name" "$seed")/evaluation.json" ] && continue
    rm -rf "$work/$name/$seed"
    # shellcheck disable=SC2086
    "$rheo" run "$experiment" seed="$seed" "$@" ${TRAIN:-} --runs "$work/$name/$seed" >"$work/log" 2>&1 ||
      { cat "$work/log" >&2; exit 1; }
    echo "trained $name, seed $seed" >&2
  done
}
run() { echo "$work/$1/$2"/*/*-*; }
runs() { for seed in $seeds; do run "$1" "$seed"; done; }
commas() { runs "$1" | paste -sd, -; }
table() { # NAME COLUMNS RUN …
  program Table "$@"
}

fields() {
  train fields "$here/fields.yaml"
  program Fields "$pictures/fields.png" $(runs fields)
}

sde-and-ode() {
  train sde-and-ode "$here/sde-and-ode.yaml"
  program SdeAndOde "$pictures/sde-and-ode.png" $(runs sde-and-ode)
}

langevin() {
  train langevin "$here/langevin.yaml"
  program Langevin "$pictures/langevin.png" $(runs langevin)
}

trace-cost() {
  local d own
  own=()
  for d in 2 4 8 16 32 64; do
    mean=$(printf '1,%.0s' $(seq "$d"))
    seeds=1 train "trace-cost-$d" "$here/trace-cost.yaml" "data.modes=[{mean: [${mean%,}]}]" 'evaluate=[energy-distance]'
    own+=("$(run "trace-cost-$d" 1)")
  done
  program TraceCost "$pictures/trace-cost.png" "${own[@]}"
}

# How many steps of flow matching a step of maximum likelihood takes: the median of three runs in turn, kept in a file.
step-cost() {
  local round name each steps runs=$work/step-cost-runs
  if [ ! -f "$work/step-cost" ]; then
    for round in 1 2 3; do
      for each in 'cnf 200' 'flow-matching 2000'; do
        read -r name steps <<<"$each"
        rm -rf "$runs/$name-$round"
        "$rheo" train cnf-moons $([ "$name" = cnf ] || echo objective="$name") train.steps="$steps" train.checkpointEvery=0 \
          train.logEvery=$((steps / 2)) --runs "$runs/$name-$round" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
      done
      paste <(speed "$runs/flow-matching-$round") <(speed "$runs/cnf-$round") | awk '{ printf "%.1f\n", $1 / $2 }'
    done | sort -n | tee "$work/step-costs" | sed -n 2p >"$work/step-cost"
  fi
  echo "a step of cnf takes as long as $(cat "$work/step-cost") steps of flow matching ($(paste -sd' ' "$work/step-costs"))"
}
speed() { sed -n 's/.*"phase":"train".*"stepsPerSecond":\([0-9.]*\).*/\1/p' "$1"/*/*-*/metrics.jsonl | tail -n 1; }

likelihood-cost() {
  step-cost
  local often='evaluate=[{type: log-likelihood, samples: 500}, wasserstein]'
  train cnf cnf-moons train.steps=1200 train.evaluateEvery=150 sample.count=500 "$often"
  train cnf-fm cnf-moons objective=flow-matching train.steps=5000 train.evaluateEvery=1000 sample.count=500 "$often"
  echo '| objective | steps | log-likelihood | W2 |'
  echo '|---|---|---|---|'
  table 'cnf | 1200' log-likelihood,wasserstein $(runs cnf)
  table 'flow-matching | 5000' log-likelihood,wasserstein $(runs cnf-fm)
  program Curves "$pictures/likelihood-cost.png" evaluate log-likelihood 1 "steps, each in units of a step of flow matching" \
    "log-likelihood of held-out rows, nats" "Two moons, the same network" log linear \
    "maximum likelihood (cnf)" "$(cat "$work/step-cost")" "$(commas cnf)" "flow matching" 1 "$(commas cnf-fm)"
}

action-matching() {
  local shorter='train.steps=4000'
  train am action-matching $shorter
  train am-fm action-matching objective=flow-matching $shorter
  train am-ot action-matching objective=flow-matching coupling=minibatch-ot train.batch=256 $shorter
  echo '| | W2 over its floor | path energy | path energy over W2² |'
  echo '|---|---|---|---|'
  local columns=wasserstein/wasserstein:floor,path-energy,path-energy/path-energy:w2-squared
  table 'action matching, independent pairs' $columns $(runs am)
  table 'flow matching, independent pairs' $columns $(runs am-fm)
  table 'flow matching, optimal transport' $columns $(runs am-ot)
  local first=${seeds%% *}
  program Ways "$pictures/action-matching.png" -3.2 3.2 'Action matching' "$(run am "$first")" \
    'Flow matching, the same pairs' "$(run am-fm "$first")" 'Flow matching, optimal transport' "$(run am-ot "$first")"
}

likelihood-weighting() {
  local ode='sample.solver={type: dopri5, rtol: 1e-4, atol: 1e-4}'
  local measured='evaluate=[wasserstein, {type: log-likelihood, samples: 1000}]'
  local all=("$ode" "$measured" train.steps=4000 train.logEvery=50)
  train weight-noise score-sde-moons 'objective={type: score-matching, weighting: sigma-squared}' timesteps=uniform "${all[@]}"
  train weight-uniform score-sde-moons 'objective={type: score-matching, weighting: likelihood}' timesteps=uniform "${all[@]}"
  train weight-importance score-sde-moons objective=score-flow "${all[@]}"
  echo '| weights, times | log p, nats | W2 over its floor | mean square of the gradient at the end |'
  echo '|---|---|---|---|'
  local columns=log-likelihood,wasserstein/wasserstein:floor,gradient
  table 'σ², uniform' $columns $(runs weight-noise)
  table 'g² (likelihood), uniform' $columns $(runs weight-uniform)
  table 'g² (likelihood), importance sampled' $columns $(runs weight-importance)
  program Curves "$pictures/likelihood-weighting.png" train gradientNorm 2 "steps" "squared norm of the gradient" \
    "The same objective, two ways to draw times" linear log \
    "g², uniform times" 1 "$(commas weight-uniform)" "g², importance sampling" 1 "$(commas weight-importance)"
}

ddpm-weights() {
  local shorter=(train.steps=1500 sample.count=500)
  train ddpm-simple ddpm-digits objective.variance=fixed-large objective.weighting=simple "${shorter[@]}"
  train ddpm-elbo ddpm-digits objective.variance=fixed-large objective.weighting=elbo "${shorter[@]}"
  train ddpm-elbo-importance ddpm-digits objective.variance=fixed-large objective.weighting=elbo \
    'timesteps={type: loss-second-moment, bins: 200}' "${shorter[@]}"
  echo '| weights | bound, bits for each pixel | recognised as asked | W2 over its floor |'
  echo '|---|---|---|---|'
  local columns=bound-bits-per-dim,classifier-accuracy,wasserstein/wasserstein:floor
  table 'L_simple' $columns $(runs ddpm-simple)
  table 'ELBO' $columns $(runs ddpm-elbo)
  table 'ELBO, importance sampled' $columns $(runs ddpm-elbo-importance)
  local first=${seeds%% *} name
  for name in simple elbo; do
    "$rheo" sample "$(run "ddpm-$name" "$first")" --count 40 --label 0,1,2,3,4,5,6,7,8,9 --seed 3 \
      --out "$pictures/ddpm-$name.png" 2>/dev/null
  done
}

progressive-denoising() {
  local first=${seeds%% *}
  seeds=$first train ddpm-simple ddpm-digits objective.variance=fixed-large objective.weighting=simple train.steps=1500 sample.count=500
  local drawn=(--count 4 --label 3,5,6,9 --seed 3 --times 0,0.1,0.25,0.4,0.55,0.7,0.85,1)
  "$rheo" sample "$(run ddpm-simple "$first")" "${drawn[@]}" --out "$pictures/denoising-states.png"
  "$rheo" sample "$(run ddpm-simple "$first")" "${drawn[@]}" --denoised --out "$pictures/denoising-expected.png"
}

all=(fields sde-and-ode langevin trace-cost step-cost likelihood-cost action-matching likelihood-weighting ddpm-weights progressive-denoising)
[ $# -gt 0 ] || { sed -n '2,8s/^# //p' "$0"; exit 2; }
[ "$*" != all ] || set -- "${all[@]}"
compiled
for claim in "$@"; do
  [[ " ${all[*]} " == *" $claim "* ]] || { echo "no such claim: $claim" >&2; exit 2; }
  echo
  echo "### $claim"
  echo
  "$claim"
done
