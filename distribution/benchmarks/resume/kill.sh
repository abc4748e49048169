#!/usr/bin/env bash
# Kills a real process (SIGKILL) at many moments and resumes it: every run must end in the same bits. Usage: kill.sh [KILLS]
set -euo pipefail
exec "${PYTHON:-python3}" "$(dirname "$0")/kill.py" "$@"
