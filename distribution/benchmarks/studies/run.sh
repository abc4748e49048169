#!/usr/bin/env bash
# Comparisons on equal terms: one network, one number of steps, several seeds. Usage: run.sh [-s SEEDS] [-o DIR] [STUDY …]
#
#   timesteps       training times of the SD3 paper on digits, 5 and 50 Euler steps
#   couplings       FM, I-CFM and OT-CFM on digits, 100 Euler steps against dopri5
#   families-plane  every family of objectives on two moons and on eight Gaussians
#   families-digits the families on digits
#
#   -s  number of seeds, from 1 on (default: 3)
#   -o  where the runs are kept (default: study-runs). What is finished there is not done again.
#
# The default is all studies. Prints a table of each. VARIANTS="NAME …" takes some of a study's rows only; TRAIN has further
# overrides of the training, for instance train.steps=20 to see that everything runs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rheo=${RHEO:-$here/../../target/rheo/bin/rheo}
python=${PYTHON:-python3}
seeds=3 out=study-runs
usage() { sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2; }
while getopts s:o: option; do
  case $option in s) seeds=$OPTARG ;; o) out=$OPTARG ;; *) usage ;; esac
done
shift $((OPTIND - 1))
case $seeds in '' | *[!0-9]* | 0) echo "run.sh: the number of seeds is '$seeds', not a positive number" >&2; exit 2 ;; esac
[ $# -gt 0 ] || set -- timesteps couplings families-plane families-digits
mkdir -p "$out"
out=$(cd "$out" && pwd)

# A study's rows, and how each is sampled: name, then options.
families="fm ot-cfm score-matching ddpm edm ncsn score-flow sf2m"
variants() {
  case $1 in
    timesteps) echo uniform logit-normal mode cos-map ;;
    couplings) echo fm i-cfm ot-cfm ;;
    families-digits) echo "$families action-matching cnf" ;;
    families-plane) for set in moons eight-gaussians; do
      for family in $families implicit-score-matching sliced-score-matching action-matching cnf; do echo "$set/$family"; done
    done ;;
    *) echo "run.sh: there is no study '$1'" >&2; exit 2 ;;
  esac
}
manifest() {
  case $1 in
    timesteps) echo digits ;;
    couplings) echo unconditional ;;
    families-digits) echo residual ;;
    *) echo plane ;;
  esac
}
samplings() { # one a line: name, then overrides
  case $1 in
    timesteps) printf '%s\n' 'euler-5 solver={type: euler, steps: 5}' 'euler-50 solver={type: euler, steps: 50}' ;;
    couplings) printf '%s\n' 'euler-100 solver={type: euler, steps: 100}' 'dopri5 solver={type: dopri5, rtol: 1e-5, atol: 1e-5}' ;;
    *) case $2 in # a hundred evaluations, in the way that the family is sampled
      *ddpm) echo 'natural solver={type: ddpm, steps: 100}' ;;
      *edm) echo 'natural solver={type: edm-heun, steps: 50}' ;;
      *ncsn) echo 'natural solver={type: annealed-langevin, steps: 19, innerSteps: 5}' ;;
      *score-matching | *score-flow) echo 'natural solver={type: predictor-corrector, steps: 50}'
        echo 'flow solver={type: dpm-solver-pp, steps: 100}'
        [ "$1" != families-digits ] || echo 'clipped solver={type: dpm-solver-pp, steps: 100, clip: 1}' ;; # pixels lie within 1
      *sf2m) echo 'natural solver={type: euler-maruyama, steps: 50, churn: constant, factor: 0.25}'
        echo 'flow solver={type: heun, steps: 50}' ;;
      *cnf) echo 'natural solver={type: heun, steps: 50}' && echo 'own-steps solver={type: midpoint, steps: 8}' ;;
      *) echo 'natural solver={type: heun, steps: 50}' ;;
    esac ;;
  esac
}
# What a row changes in the manifest, one override a line.
overrides() {
  case $1/$2 in
    timesteps/*) echo "timesteps=$2" ;;
    */*eight-gaussians/*) echo 'data={type: eight-gaussians, samples: 20000, scale: 4, noise: 0.1, standardise: per-feature}' ;;
  esac
  [ "$1" != timesteps ] || return 0
  within=
  [ "$1" != families-digits ] || within=', withinLabels: true'
  case ${2##*/} in
    fm) echo 'path=cond-ot' ;;
    i-cfm) echo 'path=linear' ;;
    ot-cfm) echo 'path=linear' && echo "coupling={type: minibatch-ot$within}" ;;
    score-matching) echo 'path=vp' && echo 'objective=score-matching' ;;
    implicit-score-matching) echo 'path=vp' && echo 'objective=implicit-score-matching' ;;
    sliced-score-matching) echo 'path=vp' && echo 'objective=sliced-score-matching' ;;
    score-flow) echo 'path=vp' && echo 'objective=score-flow' && echo 'timesteps={type: score-flow, from: 0, to: 0.999}' ;;
    ddpm) echo 'path={type: ddpm, steps: 1000}' && echo 'timesteps={type: discrete-uniform, steps: 1000}' && echo 'objective=ddpm' \
      && echo 'sample.solver={type: ddpm, steps: 100}' ;;
    edm) echo 'path=edm' && echo 'timesteps=edm-log-normal' && echo 'objective={type: edm, sigmaData: 1}' \
      && echo 'network.timeEmbedding=raw' ;; # of ln σ, which is no time
    ncsn) echo 'path={type: ncsn, levels: 20, sigmaMin: 0.02, sigmaMax: 5}' && echo 'objective={type: ncsn, scaleInput: true}' \
      && echo 'sample.solver={type: annealed-langevin, steps: 19, innerSteps: 5}' ;;
    sf2m) echo 'path={type: schroedinger-bridge, sigma: 0.5}' && echo 'objective=sf2m' && echo "coupling={type: sinkhorn, sigma: 0.5$within}" ;;
    action-matching) echo 'path=linear' && echo 'objective=action-matching' && echo 'network.timeEmbedding=raw' ;;
    cnf) echo 'path=cond-ot' && echo 'objective={type: cnf, method: midpoint, steps: 8, kinetic: 0.01, jacobian: 0.01}' \
      && echo 'network.timeEmbedding=raw' \
      && echo 'train.steps=500' && echo 'train.schedule.warmup=20' && echo 'train.ema=0.99' ;;
  esac
}
newest() { mkdir -p "$1"; find "$1" -mindepth 3 -maxdepth 3 -name run.json | sort | tail -n 1 | xargs -r dirname; }

for study in "$@"; do
  read -r -a rows <<<"${VARIANTS:-$(variants "$study" | tr '\n' ' ')}"
  for seed in $(seq "$seeds"); do
    for row in "${rows[@]}"; do
      place=$out/$study/$row/$seed
      run=$(newest "$place")
      if [ -z "$run" ] || ! grep -q '"status" : "completed"' "$run/run.json"; then
        echo "$(date +%T) train $study $row seed $seed" >&2
        mapfile -t options < <(overrides "$study" "$row")
        "$rheo" train "$here/$(manifest "$study").yaml" "seed=$seed" train.threads=1 "${options[@]}" ${TRAIN:-} --runs "$place" \
          >"$place/log" 2>&1 || { tail "$place/log" >&2; exit 1; }
        run=$(newest "$place")
      fi
      while read -r name sampling; do
        if [ ! -s "$place/$name.json" ]; then
          "$rheo" evaluate "$run" "$sampling" --out "$place/$name.json" >>"$place/log" 2>&1 \
            || { tail "$place/log" >&2; exit 1; }
        fi
      done < <(samplings "$study" "$row")
    done
  done
  echo
  "$python" "$here/table.py" "$out/$study"
done
