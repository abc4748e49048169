#!/usr/bin/env bash
# Objectives of score and diffusion on two moons: one network, 10 000 steps of 256, each with its own path, times and sampler.
# Prints a row each: W2 over its floor, log p by the probability flow where it is sampled as one, and the bound of ancestral
# sampling with 1000 steps, in nats. Usage: objectives.sh [NAME …]; TRAIN has further overrides of the training.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=$here/../../target/rheo/bin/rheo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ode='{type: dopri5, rtol: 1e-4, atol: 1e-4}'
likelihood='[wasserstein, {type: variational-bound, variance: fixed-large}, {type: log-likelihood, samples: 500}]'
sde='[wasserstein, {type: variational-bound, variance: fixed-large}]'

names=(velocity noise likelihood-uniform-times score-flow implicit sliced noise-on-edm edm)
[ $# -eq 0 ] || names=("$@")

arguments() { # one a line
  case $1 in
    velocity) echo 'objective=flow-matching' && echo 'timesteps=uniform' ;;
    noise) echo 'objective={type: flow-matching, predict: noise}' && echo 'timesteps=uniform' ;;
    likelihood-uniform-times) echo 'objective={type: score-matching, weighting: likelihood}' && echo 'timesteps=uniform' ;;
    score-flow) echo 'objective=score-flow' ;;
    implicit) echo 'objective=implicit-score-matching' && echo 'timesteps=uniform' ;;
    sliced) echo 'objective=sliced-score-matching' && echo 'timesteps=uniform' ;;
    noise-on-edm) echo 'objective={type: flow-matching, predict: noise}' && echo 'path=edm' && echo 'timesteps=edm-log-normal' ;;
    edm) echo 'objective=edm' && echo 'path=edm' && echo 'timesteps=edm-log-normal' ;;
    *) echo "no such case: $1" >&2 && exit 2 ;;
  esac
  case $1 in
    *edm) echo 'sample.solver={type: edm-heun, steps: 18}' && echo "evaluate=$sde" ;;
    *) echo "sample.solver=$ode" && echo "evaluate=$likelihood" ;;
  esac
}

echo '| objective | W2 | over its floor | log p of the flow | bound on −log p |'
echo '|---|---|---|---|---|'
for name in "${names[@]}"; do
  mapfile -t options < <(arguments "$name")
  # shellcheck disable=SC2086
  "$rheo" run score-sde-moons "${options[@]}" ${TRAIN:-} --runs "$work/$name" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  python3 - "$name" "$work/$name"/*/*-*/evaluation.json <<'PY'
import json, sys
name, path = sys.argv[1:]
e = json.load(open(path))
w = e["wasserstein"]
get = lambda key: "%.3f" % e[key]["value"] if key in e else "–"
print("| %s | %.3f | %.2f | %s | %s |" % (name, w["value"], w["value"] / w["floor"],
      get("log-likelihood"), get("negative-log-likelihood-bound")))
PY
done
